package io.shelfkeeper.simulator.wires;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;

/**
 * The link by which a host finds our pseudo-terminal. Never replaces and never removes anything but
 * a link of our own: a note beside it says where we made it point to.
 */
final class PortLink {
  private final Path path;
  private final Path note;

  /** Who made a link, and where to. A process is the same only if it began at the same time. */
  private record Owner(String terminal, long process, String since) {

    static Owner me(Path terminal) {
      long process = ProcessHandle.current().pid();
      return new Owner(terminal.toString(), process, since(process));
    }

    static Owner parsed(String text) {
      List<String> words = text.lines().toList();
      return words.size() == 3 && words.get(1).matches("\\d{1,18}")
          ? new Owner(words.getFirst(), Long.parseLong(words.get(1)), words.get(2))
          : new Owner("", 0, "");
    }

    /** Whether another process that lives made it. */
    boolean plays() {
      return process != ProcessHandle.current().pid()
          && !since.equals("gone")
          && since(process).equals(since);
    }

    String text() {
      return terminal + "\n" + process + "\n" + since;
    }

    private static String since(long process) {
      return ProcessHandle.of(process)
          .flatMap(handle -> handle.info().startInstant())
          .map(Instant::toString)
          .orElse("gone");
    }
  }

  PortLink(Path path) {
    this.path = path.toAbsolutePath();
    note = this.path.resolveSibling("." + this.path.getFileName() + ".simulated");
  }

  /** Makes the link point to a terminal; creates its folder. */
  void point(Path terminal) throws IOException {
    Files.createDirectories(path.getParent());
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !ours()) {
      throw new IOException(
          ("%s exists and is not a link that a simulator made, so it stays as it is. If it is a"
                  + " real device, give the bus another path in the site file; if it is not needed,"
                  + " remove it.")
              .formatted(path));
    }
    if (Files.exists(note)) {
      Owner owner = Owner.parsed(Files.readString(note));
      if (owner.plays()) {
        throw new IOException(
            "%s is played by another simulator (process %d). Stop that one first."
                .formatted(path, owner.process()));
      }
    }
    Files.writeString(note, Owner.me(terminal).text());
    Path fresh = path.resolveSibling("." + path.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createSymbolicLink(fresh, terminal);
    Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Removes the link if it is still ours. */
  void remove() {
    try {
      if (ours()) {
        Files.delete(path);
        Files.delete(note);
      }
    } catch (IOException e) {
      // It stays behind, with its note, and the next simulator replaces it.
      return;
    }
  }

  private boolean ours() throws IOException {
    return Files.isSymbolicLink(path)
        && Files.isRegularFile(note, LinkOption.NOFOLLOW_LINKS)
        && Files.readSymbolicLink(path)
            .toString()
            .equals(Owner.parsed(Files.readString(note)).terminal());
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
