package io.shelfkeeper.drivers.link.pi4j;

import com.pi4j.config.BusConfig;
import com.pi4j.context.Context;
import com.pi4j.io.IO;
import com.pi4j.io.gpio.digital.DigitalState;

/** What our providers have in common. */
final class Buses {
  /** Above that of the official plugin, which is 200: ours are added on purpose. */
  static final int PRIORITY = 500;

  private Buses() {}

  /**
   * Makes what has been taken known to Pi4J. Taking comes first: Pi4J keeps what it knows, also if
   * it then cannot be had, and would not let it be tried again.
   */
  static <T extends IO<?, ?, ?>> T register(Context context, T taken, Runnable giveBack) {
    try {
      context.registry().add(taken);
      return taken;
    } catch (RuntimeException e) {
      giveBack.run();
      throw e;
    }
  }

  /** The number of the chip or the bus; the first one if none is given. */
  static int of(BusConfig<?> config) {
    Integer bus = config.bus();
    return bus == null ? 0 : bus;
  }

  static DigitalState level(boolean high) {
    return high ? DigitalState.HIGH : DigitalState.LOW;
  }
}
