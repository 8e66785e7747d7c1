package io.shelfkeeper.agent.health;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/** Plays the service manager: takes datagrams at a name in the file system or an abstract one. */
final class DatagramListener implements AutoCloseable {
  private static final int DONT_WAIT = 0x40;

  private final int descriptor;

  DatagramListener(String name) throws Throwable {
    descriptor = (int) call("socket", JAVA_INT, JAVA_INT, JAVA_INT).invokeExact(1, 2, 0);
    byte[] bytes = name.replace('@', '\0').getBytes(StandardCharsets.UTF_8);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(2 + bytes.length, 2);
      address.set(JAVA_SHORT, 0, (short) 1);
      MemorySegment.copy(bytes, 0, address, JAVA_BYTE, 2, bytes.length);
      int bound =
          (int)
              call("bind", JAVA_INT, ADDRESS, JAVA_INT)
                  .invokeExact(descriptor, address, (int) address.byteSize());
      if (bound != 0) {
        throw new IllegalStateException("cannot bind " + name);
      }
    }
  }

  /** What came, or empty if nothing waits. Sending on this machine is done when it returns. */
  String next() throws Throwable {
    FunctionDescriptor signature =
        FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment into = arena.allocate(200);
      long got = (long) handle("recv", signature).invokeExact(descriptor, into, 200L, DONT_WAIT);
      return got < 0
          ? ""
          : new String(into.asSlice(0, got).toArray(JAVA_BYTE), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() throws Exception {
    try {
      int unused = (int) call("close", JAVA_INT).invokeExact(descriptor);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle call(String name, ValueLayout... arguments) {
    return handle(name, FunctionDescriptor.of(JAVA_INT, arguments));
  }

  private static MethodHandle handle(String name, FunctionDescriptor signature) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), signature);
  }
}
