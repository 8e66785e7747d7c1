package io.shelfkeeper.simulator.wires;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/**
 * A serial port for a host that knows nothing: a pseudo-terminal, found by a link at the path that
 * the site file names. Tells the rate at which the host opened it, so that a wrong rate shows.
 */
public final class PtyPort implements Port {
  private static final int NONE = -1;
  private static final int BUFFER = 512;
  private static final long SECOND = 1_000_000_000L;

  private final PortLink link;

  // for the process
  private final Arena arena = Arena.ofShared();
  private final MemorySegment state = Libc.state(arena);
  private final MemorySegment buffer = arena.allocate(BUFFER);
  private final MemorySegment pollfd = arena.allocate(8, 4);
  private final MemorySegment timespec = arena.allocate(16, 8);
  private final MemorySegment termios = arena.allocate(Termios.BYTES, 8);

  // while it is plugged in
  private int master = NONE;
  private int slave = NONE;

  public PtyPort(Path path) {
    link = new PortLink(path);
  }

  @Override
  public void open() throws IOException {
    if (master != NONE) {
      return;
    }
    master = Libc.openpt(state, Libc.O_RDWR | Libc.O_NOCTTY | Libc.O_NONBLOCK);
    try {
      Libc.grantAndUnlock(state, master);
      String name = Libc.slaveName(state, master);
      // Held open: else each time the host closes the port, ours would report a hang-up, and the
      // next host would find a terminal that cooks its bytes.
      slave = Libc.open(state, name, Libc.O_RDWR | Libc.O_NOCTTY);
      Libc.makeRaw(state, slave);
      link.point(Path.of(name));
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  @Override
  public int read(byte[] into, long waitNanos) throws IOException {
    pollfd.set(ValueLayout.JAVA_INT, 0, master);
    pollfd.set(ValueLayout.JAVA_SHORT, 4, Libc.POLLIN);
    timespec.set(ValueLayout.JAVA_LONG, 0, waitNanos / SECOND);
    timespec.set(ValueLayout.JAVA_LONG, 8, waitNanos % SECOND);
    if (Libc.poll(state, pollfd, timespec) <= 0) {
      return 0;
    }
    int length = Math.min(into.length, BUFFER);
    int read = Libc.read(state, master, buffer.asSlice(0, length));
    if (read > 0) {
      MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, into, 0, read);
    }
    return read < 0 ? nothing("read") : read;
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    for (int from = 0; from < bytes.length; from += BUFFER) {
      int length = Math.min(BUFFER, bytes.length - from);
      MemorySegment.copy(bytes, from, buffer, ValueLayout.JAVA_BYTE, 0, length);
      if (Libc.write(state, master, buffer, length) < 0) {
        nothing("write");
      }
    }
  }

  @Override
  public int hostBaud(int configured) {
    return Libc.settings(state, master, termios) ? Termios.baud(termios, configured) : configured;
  }

  @Override
  public void close() {
    link.remove();
    if (master != NONE) {
      Libc.close(state, master);
      master = NONE;
    }
    if (slave != NONE) {
      Libc.close(state, slave);
      slave = NONE;
    }
  }

  @Override
  public String where() {
    return link.toString();
  }

  /** A full or interrupted port is no error; anything else ends this port. */
  private int nothing(String what) throws IOException {
    int errno = Libc.errno(state);
    if (errno == Libc.EAGAIN || errno == Libc.EINTR) {
      return 0;
    }
    throw new IOException(
        "The pseudo-terminal of %s failed (%s, error %d).".formatted(link, what, errno));
  }
}
