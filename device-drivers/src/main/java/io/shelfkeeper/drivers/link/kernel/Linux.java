package io.shelfkeeper.drivers.link.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** The kernel of this machine, by the C library; numbers are those of x86-64 and arm64. */
@SuppressWarnings("restricted") // The launcher allows native access; that is what this is for.
public final class Linux implements Kernel {
  private static final int O_RDWR = 2;
  private static final int O_CLOEXEC = 0x8_0000;
  private static final int EFD_CLOEXEC = 0x8_0000;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup LOOKUP = LINKER.defaultLookup();
  private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle OPEN =
      variadic("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle CLOSE =
      call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle IOCTL =
      variadic("ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS));
  private static final MethodHandle READ =
      call("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle WRITE =
      call("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle POLL =
      call("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
  private static final MethodHandle EVENTFD =
      call("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));

  @Override
  public int open(String path) throws KernelFault {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      int file = (int) OPEN.invokeExact(state, arena.allocateFrom(path), O_RDWR | O_CLOEXEC);
      return checked(file, state, path);
    } catch (Throwable e) {
      throw thrown(e);
    }
  }

  @Override
  public void close(int file) {
    try (Arena arena = Arena.ofConfined()) {
      int ignored = (int) CLOSE.invokeExact(arena.allocate(STATE), file);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int ioctl(int file, long request, MemorySegment argument) throws KernelFault {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      int result = (int) IOCTL.invokeExact(state, file, request, argument);
      return checked(result, state, "ioctl");
    } catch (Throwable e) {
      throw thrown(e);
    }
  }

  @Override
  public int ioctl(int file, long request, long argument) throws KernelFault {
    return ioctl(file, request, MemorySegment.ofAddress(argument));
  }

  @Override
  public int read(int file, MemorySegment into) throws KernelFault {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      int count = (int) (long) READ.invokeExact(state, file, into, into.byteSize());
      return checked(count, state, "read");
    } catch (Throwable e) {
      throw thrown(e);
    }
  }

  @Override
  public int poll(MemorySegment polls, int count, int timeoutMillis) throws KernelFault {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      int ready = (int) POLL.invokeExact(state, polls, (long) count, timeoutMillis);
      boolean signal = ready < 0 && (int) ERRNO.get(state, 0L) == KernelFault.EINTR;
      return signal ? 0 : checked(ready, state, "poll");
    } catch (Throwable e) {
      throw thrown(e);
    }
  }

  @Override
  public int event() throws KernelFault {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      return checked((int) EVENTFD.invokeExact(state, 0, EFD_CLOEXEC), state, "eventfd");
    } catch (Throwable e) {
      throw thrown(e);
    }
  }

  @Override
  public void signal(int event) throws KernelFault {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      MemorySegment one = arena.allocateFrom(JAVA_LONG, 1L);
      int count = (int) (long) WRITE.invokeExact(state, event, one, one.byteSize());
      checked(count, state, "write");
    } catch (Throwable e) {
      throw thrown(e);
    }
  }

  private static int checked(int result, MemorySegment state, String what) throws KernelFault {
    if (result < 0) {
      throw new KernelFault(what, (int) ERRNO.get(state, 0L));
    }
    return result;
  }

  /** A downcall throws nothing of its own; what else comes is a wrong shape above. */
  private static KernelFault thrown(Throwable e) {
    return switch (e) {
      case KernelFault fault -> fault;
      case Error error -> throw error;
      default -> throw new IllegalStateException(e);
    };
  }

  private static MethodHandle call(String name, FunctionDescriptor shape) {
    return LINKER.downcallHandle(
        LOOKUP.findOrThrow(name), shape, Linker.Option.captureCallState("errno"));
  }

  /** Both have two arguments that every caller gives, and then what else there may be. */
  private static MethodHandle variadic(String name, FunctionDescriptor shape) {
    return LINKER.downcallHandle(
        LOOKUP.findOrThrow(name),
        shape,
        Linker.Option.captureCallState("errno"),
        Linker.Option.firstVariadicArg(2));
  }
}
