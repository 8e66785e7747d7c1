package io.shelfkeeper.agent.broker;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what another thread will do, and never longer than it should take. */
final class Waiting {
  private Waiting() {}

  static void until(String what, BooleanSupplier holds) {
    until(() -> what, holds);
  }

  static void until(Supplier<String> what, BooleanSupplier holds) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        fail("it never happened that " + what.get());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }
}
