package io.shelfkeeper.simulator.wires;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A serial line played on a pseudo-terminal, found under the path of the site file. Never replaces
 * anything there but a link of an earlier simulator: a real device must not vanish behind a fake.
 */
final class TerminalWire implements Wire {
  private final Path path;
  private final int baud;
  private @Nullable Terminal terminal;

  TerminalWire(Path path, int baud) {
    this.path = path;
    this.baud = baud;
  }

  @Override
  public void plug() throws IOException {
    if (terminal != null) {
      return;
    }
    makeRoom();
    Terminal opened = Terminal.open();
    try {
      Files.createSymbolicLink(path, Path.of(opened.name()));
    } catch (IOException e) {
      opened.close();
      throw e;
    }
    terminal = opened;
  }

  private void makeRoom() throws IOException {
    Path parent = path.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isSymbolicLink(path)
        || !Files.readSymbolicLink(path).toString().startsWith("/dev/pts/")) {
      throw new FileAlreadyExistsException(
          path.toString(),
          null,
          "is not a link of the simulator; a real device is never replaced. Give the bus another"
              + " path in the site file, or move what is there away");
    }
    Files.delete(path);
  }

  @Override
  public void unplug() {
    Terminal open = terminal;
    if (open == null) {
      return;
    }
    terminal = null;
    try {
      if (Files.isSymbolicLink(path)
          && Files.readSymbolicLink(path).toString().equals(open.name())) {
        Files.delete(path);
      }
    } catch (IOException e) {
      // The link goes stale; the next plug or the next simulator replaces it.
    }
    open.close();
  }

  @Override
  public boolean isPlugged() {
    return terminal != null;
  }

  @Override
  public int read(byte[] into, int waitMillis) throws IOException {
    return terminal == null ? 0 : terminal.read(into, waitMillis);
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    if (terminal != null) {
      terminal.write(bytes);
    }
  }

  @Override
  public int baud() {
    return baud;
  }

  @Override
  public void close() {
    unplug();
  }
}
