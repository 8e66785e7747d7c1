package io.shelfkeeper.deploy.process;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition with a deadline; never for a time. */
public final class Wait {
  private static final long LOOK_AGAIN_MILLIS = 20;

  /** Never meant to be reached: a busy machine must not look like a broken product. */
  private static final Duration LIMIT = Duration.ofMinutes(4);

  private Wait() {}

  public static void until(String what, BooleanSupplier condition) {
    until(what, LIMIT, condition, () -> "");
  }

  public static void until(
      String what, Duration limit, BooleanSupplier condition, Supplier<String> otherwise) {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        fail("not within " + limit.toSeconds() + " s: " + what + " " + otherwise.get());
      }
      pause();
    }
  }

  private static void pause() {
    try {
      new CountDownLatch(1).await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail("interrupted");
    }
  }
}
