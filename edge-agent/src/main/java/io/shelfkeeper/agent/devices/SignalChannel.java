package io.shelfkeeper.agent.devices;

import io.shelfkeeper.drivers.api.SignalBoard;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What plays the signals of a bus.
 *
 * @param device the site file's id
 * @param signals indices of its signals in the order of the site file; the driver numbers them in
 *     this order, from 0
 * @param maker makes the driver
 */
public record SignalChannel(String device, List<Integer> signals, Maker maker) {
  public SignalChannel {
    signals = List.copyOf(signals);
  }

  /** Makes the driver. */
  public interface Maker {
    /**
     * @param nanos monotonic time
     */
    SignalBoard make(LongSupplier nanos);
  }
}
