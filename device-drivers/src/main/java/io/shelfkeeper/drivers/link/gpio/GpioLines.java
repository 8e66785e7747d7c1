package io.shelfkeeper.drivers.link.gpio;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.kernel.Kernel;
import io.shelfkeeper.drivers.link.kernel.KernelFault;
import java.util.HashMap;
import java.util.Map;

/**
 * Takes lines of chips, and has one thread for each chip that has inputs. May be used from any
 * thread. Lines that are held are closed by whoever took them.
 */
public final class GpioLines implements AutoCloseable {
  private final Kernel kernel;
  private final int pollMillis;
  private final Map<String, EdgeReader> readers = new HashMap<>();

  public GpioLines(Kernel kernel) {
    this(kernel, -1);
  }

  /**
   * @param pollMillis how long a reader waits at most in one call of the kernel, -1 without an end
   */
  public GpioLines(Kernel kernel, int pollMillis) {
    this.kernel = kernel;
    this.pollMillis = pollMillis;
  }

  /**
   * @param chip path of the chip's device file
   */
  public HeldLine output(String chip, int number, LineSetup.Output setup) throws DeviceFault {
    try (GpioChip open = GpioChip.open(kernel, chip)) {
      return open.take(number, setup);
    }
  }

  /** As {@link #output}; {@code edges} hears of this line until {@link #release}. */
  public synchronized HeldLine input(String chip, int number, LineSetup.Input setup, Edges edges)
      throws DeviceFault {
    HeldLine line;
    try (GpioChip open = GpioChip.open(kernel, chip)) {
      line = open.take(number, setup);
    }
    try {
      EdgeReader reader = readers.get(chip);
      if (reader != null && !reader.isAlive()) {
        reader.close();
        reader = null;
      }
      if (reader == null) {
        reader = new EdgeReader(kernel, chip.substring(chip.lastIndexOf('/') + 1), pollMillis);
        readers.put(chip, reader);
      }
      reader.add(line, edges);
      return line;
    } catch (KernelFault fault) {
      line.close();
      throw new DeviceFault(
          FaultKind.LINK_DOWN,
          line.where() + " cannot be waited for (" + fault.getMessage() + ")",
          "Check how many files the agent has open.");
    }
  }

  /** Closes an input. */
  public void release(String chip, HeldLine line) {
    EdgeReader reader;
    synchronized (this) {
      reader = readers.get(chip);
    }
    if (reader == null) {
      line.close();
    } else {
      reader.remove(line);
    }
  }

  /** Ends all threads. */
  @Override
  public void close() {
    Map<String, EdgeReader> ending;
    synchronized (this) {
      ending = Map.copyOf(readers);
      readers.clear();
    }
    ending.values().forEach(EdgeReader::close);
  }
}
