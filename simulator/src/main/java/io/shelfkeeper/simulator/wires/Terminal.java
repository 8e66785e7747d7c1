package io.shelfkeeper.simulator.wires;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * A pseudo-terminal of the operating system (POSIX {@code posix_openpt}), in raw mode. Keeps its far
 * side open too, so that the near side sees no hang-up while nobody has opened it yet.
 */
final class Terminal implements AutoCloseable {
  private static final int O_RDWR = 2;
  private static final int O_NOCTTY = 0x100;
  private static final short POLLIN = 1;
  private static final int TERMIOS_BYTES = 128;
  private static final int NAME_BYTES = 128;

  private static final MethodHandle OPENPT = call("posix_openpt", JAVA_INT, JAVA_INT);
  private static final MethodHandle GRANTPT = call("grantpt", JAVA_INT, JAVA_INT);
  private static final MethodHandle UNLOCKPT = call("unlockpt", JAVA_INT, JAVA_INT);
  private static final MethodHandle PTSNAME =
      call("ptsname_r", JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle TCGETATTR = call("tcgetattr", JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle CFMAKERAW = callVoid("cfmakeraw", ADDRESS);
  private static final MethodHandle TCSETATTR =
      call("tcsetattr", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle OPEN = call("open", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle READ = call("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle WRITE = call("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle POLL = call("poll", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle CLOSE = call("close", JAVA_INT, JAVA_INT);

  private final Arena arena = Arena.ofShared();
  private final MemorySegment buffer = arena.allocate(4096);
  private final MemorySegment pollfd = arena.allocate(8);
  private final int near;
  private final int far;
  private final String name;

  private Terminal(int near, int far, String name) {
    this.near = near;
    this.far = far;
    this.name = name;
  }

  static Terminal open() throws IOException {
    int near = integer(OPENPT, O_RDWR | O_NOCTTY);
    check(near, "posix_openpt");
    check(integer(GRANTPT, near), "grantpt");
    check(integer(UNLOCKPT, near), "unlockpt");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocate(NAME_BYTES);
      check(integer(PTSNAME, near, text, (long) NAME_BYTES), "ptsname_r");
      int far = integer(OPEN, text, O_RDWR | O_NOCTTY);
      check(far, "open " + text.getString(0));
      MemorySegment termios = arena.allocate(TERMIOS_BYTES);
      check(integer(TCGETATTR, far, termios), "tcgetattr");
      invoke(CFMAKERAW, termios);
      check(integer(TCSETATTR, far, 0, termios), "tcsetattr");
      return new Terminal(near, far, text.getString(0));
    }
  }

  /** The device file that the other side opens. */
  String name() {
    return name;
  }

  int read(byte[] into, int waitMillis) throws IOException {
    pollfd.set(JAVA_INT, 0, near);
    pollfd.set(JAVA_SHORT, 4, POLLIN);
    pollfd.set(JAVA_SHORT, 6, (short) 0);
    int ready = integer(POLL, pollfd, 1L, waitMillis);
    if (ready <= 0 || (pollfd.get(JAVA_SHORT, 6) & POLLIN) == 0) {
      return 0;
    }
    int wanted = (int) Math.min(into.length, buffer.byteSize());
    int got = (int) (long) invoke(READ, near, buffer, (long) wanted);
    check(got, "read");
    MemorySegment.copy(buffer, JAVA_BYTE, 0, into, 0, got);
    return got;
  }

  void write(byte[] bytes) throws IOException {
    int done = 0;
    while (done < bytes.length) {
      int part = (int) Math.min(bytes.length - done, buffer.byteSize());
      MemorySegment.copy(bytes, done, buffer, JAVA_BYTE, 0, part);
      int written = (int) (long) invoke(WRITE, near, buffer, (long) part);
      check(written, "write");
      done += written;
    }
  }

  @Override
  public void close() {
    integer(CLOSE, near);
    integer(CLOSE, far);
    arena.close();
  }

  private static void check(int result, String what) throws IOException {
    if (result < 0) {
      throw new IOException("the system refused " + what + " for a pseudo-terminal");
    }
  }

  private static MethodHandle call(
      String function, java.lang.foreign.MemoryLayout result,
      java.lang.foreign.MemoryLayout... arguments) {
    return Linker.nativeLinker()
        .downcallHandle(
            Linker.nativeLinker().defaultLookup().findOrThrow(function),
            FunctionDescriptor.of(result, arguments));
  }

  private static MethodHandle callVoid(
      String function, java.lang.foreign.MemoryLayout... arguments) {
    return Linker.nativeLinker()
        .downcallHandle(
            Linker.nativeLinker().defaultLookup().findOrThrow(function),
            FunctionDescriptor.ofVoid(arguments));
  }

  private static int integer(MethodHandle handle, Object... arguments) {
    return (int) invoke(handle, arguments);
  }

  private static Object invoke(MethodHandle handle, Object... arguments) {
    try {
      return handle.invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new IllegalStateException("a call of the system library failed", e);
    }
  }
}
