package io.shelfkeeper.simulator.scenario;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Hears instructions on a Unix socket that only its user may open: a line of words in, an answer
 * out, {@code ok} or {@code error} on its first line. An answer to a movement comes when the hand has
 * left. One caller at a time: hands in a shop wait for each other too.
 */
final class ControlServer implements AutoCloseable {
  private final ServerSocketChannel server;
  private final Path path;
  private final Stage stage;
  private final Director director;

  private ControlServer(ServerSocketChannel server, Path path, Stage stage) {
    this.server = server;
    this.path = path;
    this.stage = stage;
    this.director = new Director(stage);
  }

  static ControlServer open(Path path, Stage stage) throws IOException {
    Files.deleteIfExists(path);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    ControlServer control = new ControlServer(server, path, stage);
    Thread thread = Thread.ofPlatform().name("control").daemon().unstarted(control::run);
    thread.start();
    return control;
  }

  private void run() {
    while (server.isOpen()) {
      try (SocketChannel caller = server.accept()) {
        serve(caller);
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        // The caller went away in the middle; the next one is as welcome.
      }
    }
  }

  private void serve(SocketChannel caller) throws IOException {
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(Channels.newInputStream(caller), StandardCharsets.UTF_8));
    PrintStream out =
        new PrintStream(Channels.newOutputStream(caller), true, StandardCharsets.UTF_8);
    String line = lines.readLine();
    if (line == null) {
      return;
    }
    try {
      Director.Answer answer = director.direct(words(line));
      await(answer.atNanos());
      out.print("ok\n" + answer.text() + "\n");
    } catch (IllegalArgumentException | IllegalStateException e) {
      out.print("error\n" + e.getMessage() + "\n");
    }
    out.flush();
  }

  private static List<String> words(String line) {
    return line.isBlank() ? List.of() : List.of(line.strip().split("\\s+", 64));
  }

  private void await(long nanos) {
    long left;
    while ((left = nanos - stage.now()) > 0) {
      LockSupport.parkNanos(left);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(path);
  }
}
