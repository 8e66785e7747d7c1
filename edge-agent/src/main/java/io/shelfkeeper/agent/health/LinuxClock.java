package io.shelfkeeper.agent.health;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks Linux. The kernel's own word is {@code adjtimex(2)} without modes, which changes nothing and
 * needs no right; where a sandbox forbids even that, the answer is no.
 */
final class LinuxClock implements KernelClock {
  /**
   * Touched by systemd-timesyncd when it has set the clock, on a file system that a boot empties.
   */
  private static final Path WORD = Path.of("/run/systemd/timesync/synchronized");

  /** Larger than {@code struct timex} on any Linux; all zero means: only read. */
  private static final long TIMEX_BYTES = 256;

  /** The return value that says: not synchronised. */
  private static final int TIME_ERROR = 5;

  private @Nullable MethodHandle adjtimex;

  @Override
  public long wallMillis() {
    return System.currentTimeMillis();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public boolean synchronisedByFile() {
    return Files.exists(WORD);
  }

  @Override
  public boolean synchronised() {
    try (Arena arena = Arena.ofConfined()) {
      MethodHandle call = adjtimex == null ? found() : adjtimex;
      adjtimex = call;
      if (call == null) {
        return false;
      }
      MemorySegment timex = arena.allocate(TIMEX_BYTES);
      int state = (int) call.invokeExact(timex);
      return state >= 0 && state != TIME_ERROR;
    } catch (Throwable e) {
      throw new IllegalStateException("adjtimex could not be called", e);
    }
  }

  private static @Nullable MethodHandle found() {
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> symbol = linker.defaultLookup().find("adjtimex");
    return symbol
        .map(
            address ->
                linker.downcallHandle(
                    address, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS)))
        .orElse(null);
  }
}
