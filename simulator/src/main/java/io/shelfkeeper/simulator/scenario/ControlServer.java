package io.shelfkeeper.simulator.scenario;

import io.shelfkeeper.simulator.world.CannotDo;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Hears instructions on a Unix socket that only its user may open: a line of words in, an answer
 * out, {@code ok} or {@code error} on its first line. An answer to a movement comes when the hand
 * has left.
 */
final class ControlServer implements AutoCloseable {
  private final ServerSocketChannel server;
  private final Path path;
  private final Director director;
  private final LongSupplier nanos;

  private ControlServer(
      ServerSocketChannel server, Path path, Director director, LongSupplier nanos) {
    this.server = server;
    this.path = path;
    this.director = director;
    this.nanos = nanos;
  }

  static ControlServer open(Path path, Director director, LongSupplier nanos) throws IOException {
    makeRoom(path);
    // Under another name first: nobody may find the socket before it is closed to others.
    Path hidden = path.resolveSibling("." + path.getFileName() + ".new");
    Files.deleteIfExists(hidden);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(hidden));
    Files.setPosixFilePermissions(hidden, PosixFilePermissions.fromString("rw-------"));
    Files.move(hidden, path, StandardCopyOption.ATOMIC_MOVE);
    ControlServer control = new ControlServer(server, path, director, nanos);
    Thread.ofPlatform().name("control").daemon().start(control::run);
    return control;
  }

  /** Removes a dead socket; never a living one, never another file. */
  private static void makeRoom(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .isOther()) {
      throw new IOException(path + " exists and is no socket. Name another one with --control.");
    }
    try {
      SocketChannel.open(UnixDomainSocketAddress.of(path)).close();
      throw new FileAlreadyExistsException(
          path + " is the socket of a simulator that runs. Stop it, or name another --control.");
    } catch (ConnectException e) {
      Files.delete(path);
    }
  }

  private void run() {
    while (server.isOpen()) {
      try {
        SocketChannel caller = server.accept();
        // Several hands may be in the shop; each waits for its own motion only.
        Thread.ofPlatform().name("hand").daemon().start(() -> serve(caller));
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        // The caller went away at the door; the next one is as welcome.
      }
    }
  }

  private void serve(SocketChannel caller) {
    try (caller) {
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(Channels.newInputStream(caller), StandardCharsets.UTF_8));
      String line = lines.readLine();
      if (line != null) {
        byte[] answer = answer(line).getBytes(StandardCharsets.UTF_8);
        Channels.newOutputStream(caller).write(answer);
      }
    } catch (IOException e) {
      // The caller did not wait for the answer, which is its right.
      return;
    }
  }

  private String answer(String line) {
    try {
      Director.Answer answer = director.direct(line, nanos.getAsLong());
      await(answer.atNanos());
      return "ok\n" + answer.text() + "\n";
    } catch (CannotDo e) {
      return "error\n" + e.getMessage() + "\n";
    }
  }

  private void await(long until) {
    long left;
    while ((left = until - nanos.getAsLong()) > 0) {
      LockSupport.parkNanos(left);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(path);
  }
}
