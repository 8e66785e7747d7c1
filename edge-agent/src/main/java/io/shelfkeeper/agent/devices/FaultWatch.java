package io.shelfkeeper.agent.devices;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import org.jspecify.annotations.Nullable;

/**
 * Decides when misses become a fault and when a fault is over. Pure. One bad frame is noise; a fault
 * opens at the third miss in a row and ends at the third good answer in a row, so that a loose
 * contact is one fault and not a hundred.
 */
final class FaultWatch {
  private static final int MISSES = 3;
  private static final int GOODS = 3;

  private int misses;
  private int goods;
  private long count;
  private @Nullable FaultKind open;

  /** What a look at the device has changed. */
  enum Change {
    NONE,
    OPENED,
    CLOSED
  }

  Change missed(DeviceFault fault) {
    goods = 0;
    count++;
    if (open != null) {
      return Change.NONE;
    }
    misses++;
    boolean certain =
        fault.kind() == FaultKind.LINK_DOWN || fault.kind() == FaultKind.MISCONFIGURED;
    if (misses < MISSES && !certain) {
      return Change.NONE;
    }
    open = fault.kind();
    return Change.OPENED;
  }

  Change answered() {
    misses = 0;
    if (open == null) {
      count = 0;
      return Change.NONE;
    }
    goods++;
    if (goods < GOODS) {
      return Change.NONE;
    }
    return Change.CLOSED;
  }

  /** The fault that is open or was just closed. */
  @Nullable FaultKind kind() {
    return open;
  }

  /** How often it was met. */
  long count() {
    return count;
  }

  /** Forgets a fault that was closed. */
  void reset() {
    open = null;
    misses = 0;
    goods = 0;
    count = 0;
  }
}
