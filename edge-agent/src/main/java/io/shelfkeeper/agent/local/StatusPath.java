package io.shelfkeeper.agent.local;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where the status socket lies, and how a socket gets to its place without a moment in which others
 * may use it.
 */
final class StatusPath {
  /** Longest path of a Unix domain socket in bytes: the kernel keeps 108 with a final zero. */
  static final int BYTES_MAX = 107;

  private static final String SOCKET = "status.sock";

  /** The socket is made in here, where nobody else gets in, and then moved to its place. */
  private static final String CRADLE = ".new";

  private StatusPath() {}

  static Path of(Path data) {
    return data.resolve(SOCKET);
  }

  /**
   * Binds the socket of a data folder, replacing one that a dead agent left behind.
   *
   * @throws IOException with what to check, if the path is too long or the folder not writable
   */
  static ServerSocketChannel bind(Path data) throws IOException {
    return bind(of(data), "rw-------");
  }

  /**
   * Binds any socket, replacing one that a dead agent left behind.
   *
   * @param rights who may connect, in the form of {@code ls}
   */
  static ServerSocketChannel bind(Path socket, String rights) throws IOException {
    Path cradle = socket.resolveSibling(CRADLE);
    Path made = cradle.resolve(socket.getFileName());
    mustFit(made);
    Files.deleteIfExists(made);
    Files.deleteIfExists(cradle);
    Files.createDirectory(
        cradle, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(made));
      Files.setPosixFilePermissions(made, PosixFilePermissions.fromString(rights));
      Files.move(made, socket, StandardCopyOption.ATOMIC_MOVE);
      Files.delete(cradle);
      server.configureBlocking(false);
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  /** Says beforehand what the kernel would only call an invalid argument. */
  static void mustFit(Path path) throws IOException {
    int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
    if (length > BYTES_MAX) {
      throw new IOException(
          "the path %s has %d bytes and a socket's path at most %d: use a shorter one"
              .formatted(path, length, BYTES_MAX));
    }
  }
}
