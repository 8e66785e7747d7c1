package io.shelfkeeper.agent.broker;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what another thread will do, and long enough for a machine that is busy. */
final class Waiting {
  private static final int SECONDS_MAX = 60;

  private Waiting() {}

  static void until(String what, BooleanSupplier holds) {
    until(() -> what, holds);
  }

  static void until(Supplier<String> what, BooleanSupplier holds) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        fail("it never happened that " + what.get());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }
}
