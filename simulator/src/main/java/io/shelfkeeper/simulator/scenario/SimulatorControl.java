package io.shelfkeeper.simulator.scenario;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Speaks to a running simulator. Each call is one connection. */
public final class SimulatorControl {
  private final Path socket;

  public SimulatorControl(Path socket) {
    this.socket = socket;
  }

  /** Where a simulator of that site listens if it is not told otherwise. */
  public static Path defaultSocket(String site) {
    return Path.of(System.getProperty("java.io.tmpdir"), "shelfkeeper-sim-" + site + ".sock");
  }

  /**
   * Gives an instruction and waits until it has been carried out.
   *
   * @param words such as {@code take --bay A3 --count 2}
   * @return what happened
   * @throws IOException if no simulator listens there
   * @throws IllegalArgumentException if the simulator declined, with what to say instead
   */
  public String tell(String words) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      ByteBuffer line = ByteBuffer.wrap((words + "\n").getBytes(StandardCharsets.UTF_8));
      while (line.hasRemaining()) {
        channel.write(line);
      }
      String answer =
          new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
      int end = answer.indexOf('\n');
      String verdict = end < 0 ? answer : answer.substring(0, end);
      String text = end < 0 ? "" : answer.substring(end + 1).strip();
      return switch (verdict) {
        case "ok" -> text;
        case "error" -> throw new IllegalArgumentException(text);
        default -> throw new IOException("the simulator hung up without an answer");
      };
    }
  }
}
