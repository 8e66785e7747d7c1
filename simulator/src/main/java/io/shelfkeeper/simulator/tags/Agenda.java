package io.shelfkeeper.simulator.tags;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;

/**
 * What is to happen when, in nanoseconds of virtual time; at the same time in the order of plan.
 */
final class Agenda {
  private final PriorityQueue<Deed> deeds =
      new PriorityQueue<>(Comparator.comparingLong(Deed::atNanos).thenComparing(Deed::number));
  private long planned;

  private record Deed(long atNanos, long number, LongConsumer what) {}

  /**
   * @param what told the time at which it happens
   */
  void at(long nanos, LongConsumer what) {
    deeds.add(new Deed(nanos, planned++, what));
  }

  /** Does what is due, each at its own time. */
  void run(long nanos) {
    while (nextNanos() <= nanos) {
      Deed deed = deeds.remove();
      deed.what.accept(deed.atNanos);
    }
  }

  /** {@code Long.MAX_VALUE} for nothing. */
  long nextNanos() {
    Deed next = deeds.peek();
    return next == null ? Long.MAX_VALUE : next.atNanos;
  }
}
