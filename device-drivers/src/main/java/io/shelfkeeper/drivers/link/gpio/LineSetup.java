package io.shelfkeeper.drivers.link.gpio;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.shelfkeeper.drivers.link.InputSetup;
import java.lang.foreign.MemorySegment;

/** How a line is taken, in levels of the wire: high and low, whatever they mean. */
public sealed interface LineSetup {

  /**
   * @param high its level from the instant on in which it becomes an output
   * @param openDrain high lets go
   */
  record Output(boolean high, boolean openDrain) implements LineSetup {
    @Override
    public long flags() {
      return GpioAbi.FLAG_OUTPUT | (openDrain ? GpioAbi.FLAG_OPEN_DRAIN : 0);
    }

    @Override
    public void attribute(MemorySegment request) {
      set(request, GpioAbi.ATTR_OUTPUT_VALUES, high ? 1 : 0);
    }
  }

  /**
   * @param debounceMicros 0 for none
   */
  record Input(InputSetup.Bias bias, int debounceMicros) implements LineSetup {
    @Override
    public long flags() {
      return GpioAbi.FLAG_INPUT
          | GpioAbi.FLAG_EDGES
          | switch (bias) {
            case AS_IS -> 0;
            case UP -> GpioAbi.FLAG_PULL_UP;
            case DOWN -> GpioAbi.FLAG_PULL_DOWN;
          };
    }

    @Override
    public void attribute(MemorySegment request) {
      if (debounceMicros > 0) {
        set(request, GpioAbi.ATTR_DEBOUNCE, debounceMicros);
      }
    }
  }

  /** Bits of the request. */
  long flags();

  /** Puts into the request what is no bit. */
  void attribute(MemorySegment request);

  default boolean isOutput() {
    return this instanceof Output;
  }

  /** The mask counts lines of the request, not of the chip: there is one. */
  private static void set(MemorySegment request, int id, long value) {
    request.set(JAVA_INT, GpioAbi.REQUEST_NUM_ATTRS, 1);
    request.set(JAVA_INT, GpioAbi.REQUEST_ATTRS + GpioAbi.ATTR_ID, id);
    request.set(JAVA_LONG, GpioAbi.REQUEST_ATTRS + GpioAbi.ATTR_VALUE, value);
    request.set(JAVA_LONG, GpioAbi.REQUEST_ATTRS + GpioAbi.ATTR_MASK, 1L);
  }
}
