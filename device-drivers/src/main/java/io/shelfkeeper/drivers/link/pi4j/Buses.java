package io.shelfkeeper.drivers.link.pi4j;

import com.pi4j.config.BusConfig;
import com.pi4j.context.Context;
import com.pi4j.io.IO;
import com.pi4j.io.gpio.GpioConfig;
import com.pi4j.io.gpio.digital.DigitalState;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** What our providers have in common. */
final class Buses {
  /** Above that of the official plugin, which is 200: ours are added on purpose. */
  static final int PRIORITY = 500;

  /** No chip has more lines. */
  private static final int CHIP_SHIFT = 16;

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

  /**
   * The same setup, told apart from that of the same line of another chip: Pi4J knows a line by its
   * number alone, and takes the second one for the first.
   *
   * @param type of the setup, an interface
   */
  static <C extends GpioConfig<?>> C ofItsChip(Class<C> type, C config) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getName().equals("getUniqueIdentifier")) {
            return of(config) << CHIP_SHIFT | config.bcm();
          }
          try {
            return method.invoke(config, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  static DigitalState level(boolean high) {
    return high ? DigitalState.HIGH : DigitalState.LOW;
  }
}
