package io.shelfkeeper.drivers.link.gpio;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.kernel.Kernel;
import io.shelfkeeper.drivers.link.kernel.KernelFault;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A line that is ours until it is closed. May be used from any thread. */
public final class HeldLine implements AutoCloseable {
  private final Kernel kernel;
  private final int file;
  private final String where;
  private boolean open = true;

  HeldLine(Kernel kernel, int file, String where) {
    this.kernel = kernel;
    this.file = file;
    this.where = where;
  }

  int file() {
    return file;
  }

  String where() {
    return where;
  }

  /** The level of the wire. */
  public synchronized boolean isHigh() throws DeviceFault {
    return (values(GpioAbi.GET_VALUES, 0) & 1) != 0;
  }

  /** Sets the level of the wire. */
  public synchronized void set(boolean high) throws DeviceFault {
    values(GpioAbi.SET_VALUES, high ? 1 : 0);
  }

  private long values(long request, long bits) throws DeviceFault {
    if (!open) {
      throw down("was given back");
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment values = arena.allocate(GpioAbi.VALUES_BYTES, 8);
      values.set(JAVA_LONG, GpioAbi.VALUES_BITS, bits);
      values.set(JAVA_LONG, GpioAbi.VALUES_MASK, 1L);
      kernel.ioctl(file, request, values);
      return values.get(JAVA_LONG, GpioAbi.VALUES_BITS);
    } catch (KernelFault fault) {
      throw down("does not obey any more (" + fault.getMessage() + ")");
    }
  }

  private DeviceFault down(String what) {
    return new DeviceFault(
        FaultKind.LINK_DOWN, where + " " + what, "Check whether the chip was unplugged.");
  }

  @Override
  public synchronized void close() {
    if (open) {
      open = false;
      kernel.close(file);
    }
  }
}
