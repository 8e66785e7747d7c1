package io.shelfkeeper.drivers.link;

import java.util.concurrent.locks.LockSupport;

/** How a driver waits for a chip that says nothing by itself. */
public interface Waiting {
  /** Monotonic time. */
  long nanos();

  /** Returns when this time has come, or somewhat earlier. */
  void until(long nanos);

  /** By the clock of this machine, in the calling thread. */
  static Waiting inThisThread() {
    return new Waiting() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public void until(long nanos) {
        long left = nanos - System.nanoTime();
        if (left > 0) {
          LockSupport.parkNanos(left);
        }
      }
    };
  }
}
