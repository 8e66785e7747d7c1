package io.shelfkeeper.deploy.demo;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waiting for things that other programs do. */
public final class Patience {
  private static final long LOOK_AGAIN_MILLIS = 50;

  private Patience() {}

  /**
   * Waits for a condition.
   *
   * @return whether it came true in time
   */
  public static boolean until(long limitMillis, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMillis);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      pause(LOOK_AGAIN_MILLIS);
    }
    return true;
  }

  /** Lets time pass: the demo plays for people, who need it. */
  static void pause(long millis) {
    try {
      // A latch that nobody opens: an interrupt ends it at once.
      if (new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("nobody opens this");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
