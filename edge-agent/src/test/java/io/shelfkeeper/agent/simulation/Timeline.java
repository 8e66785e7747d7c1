package io.shelfkeeper.agent.simulation;

import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.ports.Clock;
import java.util.PriorityQueue;

/**
 * Virtual time and what will happen in it. The wall clock may jump; the monotonic one never does.
 */
final class Timeline implements Clock {
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private long now = 1_000_000_000L;
  private long wallOffsetMillis = 1_800_000_000_000L;
  private ClockTrust trust = ClockTrust.TRUSTED;
  private long order;
  private long standsUntil;

  private record Event(long nanos, long order, Runnable what) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(nanos, other.nanos);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  long nanos() {
    return now;
  }

  @Override
  public Moment now() {
    return new Moment(wallOffsetMillis + now / Moment.NANOS_PER_MILLI, now, trust);
  }

  void after(long nanos, Runnable what) {
    events.add(new Event(now + nanos, order++, what));
  }

  /** When the next event is, {@code Long.MAX_VALUE} if there is none. */
  long nextNanos() {
    Event next = events.peek();
    return next == null ? Long.MAX_VALUE : next.nanos;
  }

  /** Goes to a time and lets everything happen that is due there. */
  void goTo(long nanos) {
    now = Math.max(now, nanos);
    Event next = events.peek();
    while (next != null && next.nanos <= now) {
      events.remove();
      next.what.run();
      next = events.peek();
    }
  }

  /** Time that a slow disk takes. */
  void lose(long nanos) {
    now += nanos;
  }

  /** The process of the agent is stopped for so long; the world goes on. */
  void stop(long forNanos) {
    standsUntil = now + forNanos;
  }

  void goOn() {
    standsUntil = now;
  }

  /** How long the process still stands; 0 while it runs. */
  long standsForNanos() {
    return Math.max(0, standsUntil - now);
  }

  long wallMillis() {
    return wallOffsetMillis + now / Moment.NANOS_PER_MILLI;
  }

  void jumpWall(long millis, ClockTrust newTrust) {
    wallOffsetMillis += millis;
    trust = newTrust;
  }
}
