package io.shelfkeeper.agent.devices;

import io.shelfkeeper.drivers.api.LockBoard;
import io.shelfkeeper.drivers.link.ByteLink;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * One lock board on a bus.
 *
 * @param device the site file's id
 * @param board index of the board among the lock boards of the site file
 * @param periodNanos wanted time between two readings of its contacts
 * @param maker makes the driver over the bus's link
 * @param outputs the locks at its outputs
 */
public record BoardChannel(
    String device, int board, long periodNanos, Maker maker, List<Output> outputs) {
  public BoardChannel {
    outputs = List.copyOf(outputs);
  }

  /** Makes the driver of a board. */
  public interface Maker {
    /**
     * @param nanos monotonic time
     */
    LockBoard make(ByteLink link, LongSupplier nanos);
  }

  /**
   * One lock.
   *
   * @param lock index of the lock in the order of the site file
   * @param channel output of the board, from 1
   * @param pulseMillis what each pulse shall last
   * @param boundMillis a pulse is certainly over so long after its frame was sent
   * @param answersAfterPulse whether the board answers when the pulse is over, not when it begins
   * @param supply locks of one supply are never energised at the same time
   */
  public record Output(
      int lock,
      int channel,
      int pulseMillis,
      int boundMillis,
      boolean answersAfterPulse,
      String supply) {}
}
