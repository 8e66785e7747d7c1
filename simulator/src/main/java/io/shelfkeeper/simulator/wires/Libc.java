package io.shelfkeeper.simulator.wires;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The few calls of the C library that a pseudo-terminal needs, with numbers of Linux on x86-64 and
 * arm64. Nothing here keeps state.
 */
@SuppressWarnings("restricted") // The launcher allows native access; that is what this is for.
final class Libc {
  static final int O_RDWR = 2;
  static final int O_NOCTTY = 0x100;
  static final int O_NONBLOCK = 0x800;
  static final int EINTR = 4;
  static final int EAGAIN = 11;
  static final short POLLIN = 1;
  private static final int TCSANOW = 0;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup LOOKUP = LINKER.defaultLookup();
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
  private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO_OF =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle OPENPT =
      call("posix_openpt", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle GRANTPT =
      call("grantpt", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle UNLOCKPT =
      call("unlockpt", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle PTSNAME =
      call("ptsname_r", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle OPEN =
      call(
          "open",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle CLOSE =
      call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle READ =
      call("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle WRITE =
      call("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle PPOLL =
      call("ppoll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS));
  private static final MethodHandle TCGETATTR =
      call("tcgetattr", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
  private static final MethodHandle TCSETATTR =
      call("tcsetattr", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
  private static final MethodHandle CFMAKERAW =
      LINKER.downcallHandle(LOOKUP.findOrThrow("cfmakeraw"), FunctionDescriptor.ofVoid(ADDRESS));

  private Libc() {}

  /** Memory for call results, kept by whoever calls often. */
  static MemorySegment state(Arena arena) {
    return arena.allocate(STATE);
  }

  static int openpt(MemorySegment state, int flags) throws IOException {
    return checked((int) run(OPENPT, state, flags), state, "posix_openpt");
  }

  static void grantAndUnlock(MemorySegment state, int master) throws IOException {
    checked((int) run(GRANTPT, state, master), state, "grantpt");
    checked((int) run(UNLOCKPT, state, master), state, "unlockpt");
  }

  /** Path of the slave that belongs to a master. */
  static String slaveName(MemorySegment state, int master) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocate(128);
      int failed = (int) run(PTSNAME, state, master, name, name.byteSize());
      if (failed != 0) {
        throw new IOException("ptsname_r failed with error " + failed);
      }
      return name.getString(0);
    }
  }

  static int open(MemorySegment state, String path, int flags) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      return checked((int) run(OPEN, state, arena.allocateFrom(path), flags), state, path);
    }
  }

  /** Switches off everything a terminal does to bytes. */
  static void makeRaw(MemorySegment state, int terminal) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment termios = arena.allocate(Termios.BYTES, 8);
      checked((int) run(TCGETATTR, state, terminal, termios), state, "tcgetattr");
      run(CFMAKERAW, termios);
      checked((int) run(TCSETATTR, state, terminal, TCSANOW, termios), state, "tcsetattr");
    }
  }

  /** Fills {@code termios} with the settings of a terminal; false if there are none. */
  static boolean settings(MemorySegment state, int terminal, MemorySegment termios) {
    return (int) run(TCGETATTR, state, terminal, termios) == 0;
  }

  /** Bytes read, -1 on an error that {@link #errno} tells. */
  static int read(MemorySegment state, int file, MemorySegment into) {
    return (int) (long) run(READ, state, file, into, into.byteSize());
  }

  static int write(MemorySegment state, int file, MemorySegment from, long length) {
    return (int) (long) run(WRITE, state, file, from, length);
  }

  /** Waits for the one file of a {@code pollfd}. */
  static int poll(MemorySegment state, MemorySegment pollfd, MemorySegment timespec) {
    return (int) run(PPOLL, state, pollfd, 1L, timespec, MemorySegment.NULL);
  }

  static void close(MemorySegment state, int file) {
    run(CLOSE, state, file);
  }

  static int errno(MemorySegment state) {
    return (int) ERRNO_OF.get(state, 0L);
  }

  private static MethodHandle call(String name, FunctionDescriptor shape, Linker.Option... more) {
    Linker.Option[] options = Arrays.copyOf(more, more.length + 1);
    options[more.length] = ERRNO;
    return LINKER.downcallHandle(LOOKUP.findOrThrow(name), shape, options);
  }

  private static Object run(MethodHandle call, Object... arguments) {
    try {
      Object result = call.invokeWithArguments(arguments);
      return result == null ? 0 : result;
    } catch (Throwable e) {
      // A downcall throws nothing of its own; what comes here is a wrong shape above.
      throw new IllegalStateException(e);
    }
  }

  private static int checked(int result, MemorySegment state, String what) throws IOException {
    if (result < 0) {
      throw new IOException(what + " failed with error " + errno(state));
    }
    return result;
  }
}
