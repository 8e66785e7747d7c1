package io.shelfkeeper.drivers.link.serial;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The far end of a serial port that the kernel plays; closing it is pulling the plug. */
final class PseudoTerminal implements AutoCloseable {
  private static final int READ_WRITE = 2;
  private static final int NO_CONTROLLING_TERMINAL = 0x100;
  private static final short POLL_IN = 1;

  private static final MethodHandle OPEN = call("posix_openpt", JAVA_INT);
  private static final MethodHandle GRANT = call("grantpt", JAVA_INT);
  private static final MethodHandle UNLOCK = call("unlockpt", JAVA_INT);
  private static final MethodHandle NAME = call("ptsname_r", JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle CLOSE = call("close", JAVA_INT);
  private static final MethodHandle READ = call("read", JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle WRITE = call("write", JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle POLL = call("poll", ADDRESS, JAVA_LONG, JAVA_INT);

  private final int master;

  PseudoTerminal() {
    master = count(OPEN, READ_WRITE | NO_CONTROLLING_TERMINAL);
    count(GRANT, master);
    count(UNLOCK, master);
  }

  /** The device file of the port. */
  String path() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocate(64);
      count(NAME, master, name, 64L);
      return name.getString(0);
    }
  }

  void write(byte[] bytes) {
    try (Arena arena = Arena.ofConfined()) {
      count(WRITE, master, arena.allocateFrom(JAVA_BYTE, bytes), (long) bytes.length);
    }
  }

  /** Waits for so many bytes, at most some seconds for each lump. */
  byte[] read(int wanted) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(wanted);
      MemorySegment poll = arena.allocate(8);
      long size = 0;
      while (size < wanted) {
        poll.set(JAVA_INT, 0, master);
        poll.setAtIndex(java.lang.foreign.ValueLayout.JAVA_SHORT, 2, POLL_IN);
        if (count(POLL, poll, 1L, 5_000) == 0) {
          throw new AssertionError("only " + size + " bytes of " + wanted);
        }
        size += count(READ, master, buffer.asSlice(size), wanted - size);
      }
      return buffer.toArray(JAVA_BYTE);
    }
  }

  @Override
  public void close() {
    count(CLOSE, master);
  }

  private static MethodHandle call(String name, java.lang.foreign.MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    boolean counts = name.equals("read") || name.equals("write");
    FunctionDescriptor shape = FunctionDescriptor.of(counts ? JAVA_LONG : JAVA_INT, arguments);
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), shape);
  }

  private static int count(MethodHandle call, Object... arguments) {
    try {
      int result = ((Number) call.invokeWithArguments(arguments)).intValue();
      if (result < 0) {
        throw new AssertionError("the kernel made no pseudo-terminal");
      }
      return result;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
