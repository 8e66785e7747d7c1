package io.shelfkeeper.agent.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Asks a running agent how it is, or tells it what staff did. */
public final class StatusQuestion {
  /** Asks how it is. */
  public static final String STATUS = "status";

  private static final int BYTES_MAX = 4 * 1024 * 1024;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private StatusQuestion() {}

  /** Asks how it is, see {@link #ask(Path, String, long)}. */
  public static String ask(Path data, long waitMillis) throws IOException {
    return ask(data, STATUS, waitMillis);
  }

  /**
   * Asks and waits for the answer.
   *
   * @param data the agent's data folder
   * @param request one line without its end
   * @return one line of JSON without its end
   * @throws IOException with what happened and what to check
   */
  public static String ask(Path data, String request, long waitMillis) throws IOException {
    Path socket = StatusPath.of(data.toAbsolutePath());
    StatusPath.mustFit(socket);
    if (!Files.exists(socket)) {
      throw new IOException(
          "no agent is running on %s: check the path, or start one with \"run\"".formatted(data));
    }
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        Selector selector = Selector.open()) {
      channel.write(ByteBuffer.wrap((request + "\n").getBytes(UTF_8)));
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
      return answer(channel, selector, waitMillis).strip();
    } catch (SocketException e) {
      throw new IOException(
          "no agent answers at %s: it has died, or belongs to another user (%s)"
              .formatted(socket, e.getMessage()),
          e);
    }
  }

  private static String answer(SocketChannel channel, Selector selector, long waitMillis)
      throws IOException {
    long end = System.nanoTime() + waitMillis * NANOS_PER_MILLI;
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer some = ByteBuffer.allocate(16 * 1024);
    while (all.size() < BYTES_MAX) {
      long leftMillis = (end - System.nanoTime()) / NANOS_PER_MILLI;
      if (leftMillis <= 0) {
        throw new IOException(
            "the agent did not answer within %d ms: look at its log".formatted(waitMillis));
      }
      selector.select(leftMillis);
      selector.selectedKeys().clear();
      int count = channel.read(some);
      if (count < 0) {
        break;
      }
      all.write(some.array(), 0, some.position());
      some.clear();
    }
    if (all.size() == 0) {
      throw new IOException("the agent hung up without an answer: ask again");
    }
    return all.toString(UTF_8);
  }
}
