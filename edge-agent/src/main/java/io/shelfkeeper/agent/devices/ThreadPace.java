package io.shelfkeeper.agent.devices;

import java.util.concurrent.locks.LockSupport;

/** The time of the machine. */
final class ThreadPace implements Pace {
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
}
