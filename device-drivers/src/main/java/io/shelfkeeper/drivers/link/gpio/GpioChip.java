package io.shelfkeeper.drivers.link.gpio;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.kernel.Kernel;
import io.shelfkeeper.drivers.link.kernel.KernelFault;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/** One chip with lines, open. Gives lines away; each of them outlives it. */
public final class GpioChip implements AutoCloseable {
  /** Four seconds of a switch that bounces a hundred times a second, and a page of memory. */
  static final int EVENTS_KEPT = 512;

  static final String CONSUMER = "shelfkeeper";

  private final Kernel kernel;
  private final int file;
  private final String path;
  private final String name;
  private final String label;
  private final int lines;

  private GpioChip(Kernel kernel, int file, String path, MemorySegment info) {
    this.kernel = kernel;
    this.file = file;
    this.path = path;
    name = text(info, GpioAbi.CHIP_NAME);
    label = text(info, GpioAbi.CHIP_LABEL);
    lines = info.get(JAVA_INT, GpioAbi.CHIP_LINES);
  }

  /**
   * @param path of its device file, {@code /dev/gpiochip0}
   */
  public static GpioChip open(Kernel kernel, String path) throws DeviceFault {
    int file;
    try {
      file = kernel.open(path);
    } catch (KernelFault fault) {
      throw new DeviceFault(FaultKind.LINK_DOWN, "The GPIO chip " + fault.getMessage(), why(fault));
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(GpioAbi.CHIP_BYTES, 8);
      kernel.ioctl(file, GpioAbi.GET_CHIPINFO, info);
      return new GpioChip(kernel, file, path, info);
    } catch (KernelFault fault) {
      kernel.close(file);
      throw new DeviceFault(
          FaultKind.MISCONFIGURED,
          path + " is no GPIO chip",
          "Name a chip that gpiodetect lists, gpiochip0 for the pins of a Raspberry Pi.");
    }
  }

  private static String why(KernelFault fault) {
    return fault.isDenied()
        ? fault.remedy("gpio", "char-gpiochip")
        : "Look for the chip with ls /dev/gpiochip*; a kernel without it has no pins.";
  }

  public String path() {
    return path;
  }

  /** As the kernel numbers it, {@code gpiochip0}. */
  public String name() {
    return name;
  }

  /** What it is, {@code pinctrl-rp1}: the same at every start. */
  public String label() {
    return label;
  }

  public int lines() {
    return lines;
  }

  /** Looks at a line without taking it. */
  public LineInfo info(int number) throws DeviceFault {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(GpioAbi.INFO_BYTES, 8);
      info.set(JAVA_INT, GpioAbi.INFO_OFFSET, number);
      kernel.ioctl(file, GpioAbi.GET_LINEINFO, info);
      long flags = info.get(JAVA_LONG, GpioAbi.INFO_FLAGS);
      return new LineInfo(
          number,
          text(info, GpioAbi.INFO_NAME),
          (flags & GpioAbi.FLAG_USED) != 0,
          text(info, GpioAbi.INFO_CONSUMER),
          (flags & GpioAbi.FLAG_OUTPUT) != 0);
    } catch (KernelFault fault) {
      throw absent(number, fault);
    }
  }

  /** Takes one line. What the setup says is true of it from the first instant on. */
  public HeldLine take(int number, LineSetup setup) throws DeviceFault {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment request = arena.allocate(GpioAbi.REQUEST_BYTES, 8);
      request.set(JAVA_INT, GpioAbi.REQUEST_OFFSETS, number);
      MemorySegment.copy(
          MemorySegment.ofArray(CONSUMER.getBytes(StandardCharsets.US_ASCII)),
          0,
          request,
          GpioAbi.REQUEST_CONSUMER,
          CONSUMER.length());
      request.set(JAVA_LONG, GpioAbi.REQUEST_FLAGS, setup.flags());
      setup.attribute(request);
      request.set(JAVA_INT, GpioAbi.REQUEST_NUM_LINES, 1);
      request.set(JAVA_INT, GpioAbi.REQUEST_EVENT_BUFFER, setup.isOutput() ? 0 : EVENTS_KEPT);
      kernel.ioctl(file, GpioAbi.GET_LINE, request);
      return new HeldLine(kernel, request.get(JAVA_INT, GpioAbi.REQUEST_FD), where(number));
    } catch (KernelFault fault) {
      throw untaken(number, fault);
    }
  }

  private DeviceFault untaken(int number, KernelFault fault) throws DeviceFault {
    if (fault.errno() == KernelFault.EBUSY) {
      return info(number).held(where(number));
    }
    if (number >= lines) {
      return absent(number, fault);
    }
    return new DeviceFault(
        FaultKind.MISCONFIGURED,
        where(number) + " cannot be had as wanted (" + fault.getMessage() + ")",
        "Check that this pin can do it: not every chip has pulls, open drain or edges.");
  }

  private DeviceFault absent(int number, KernelFault fault) {
    return number >= lines
        ? new DeviceFault(
            FaultKind.MISCONFIGURED,
            "There is no line %d on %s (%s), which has %d".formatted(number, path, label, lines),
            "Check number and chip: gpioinfo lists them.")
        : new DeviceFault(
            FaultKind.LINK_DOWN,
            where(number) + " is gone (" + fault.getMessage() + ")",
            "Check whether the chip was unplugged.");
  }

  /** How people find the line. */
  private String where(int number) {
    return "Line " + number + " of " + path;
  }

  @Override
  public void close() {
    kernel.close(file);
  }

  private static String text(MemorySegment from, int place) {
    int length = 0;
    while (length < GpioAbi.NAME_BYTES - 1
        && from.get(java.lang.foreign.ValueLayout.JAVA_BYTE, place + length) != 0) {
      length++;
    }
    byte[] bytes = from.asSlice(place, length).toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
