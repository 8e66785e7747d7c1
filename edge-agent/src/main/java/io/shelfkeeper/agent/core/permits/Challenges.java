package io.shelfkeeper.agent.core.permits;

import io.shelfkeeper.agent.core.time.Moment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The random numbers that a fresh order has to answer. Never stored: a restart makes every earlier
 * order stale, so that nobody needs a clock.
 */
public final class Challenges {
  /** A new one so often. */
  static final long PERIOD_NANOS = 10 * Moment.NANOS_PER_SECOND;

  /** An order that answers an older one is for a shopper who has left. */
  static final int KEPT = 3;

  private static final HexFormat HEX = HexFormat.of();

  private final LongSupplier random;
  private final Deque<Challenge> kept = new ArrayDeque<>();
  private long nextNanos;
  private boolean changed;

  /** One number, and the orders that were carried out because they answered it. */
  private record Challenge(String number, Set<String> used) {}

  /**
   * @param random nobody but us can guess its next number
   */
  Challenges(LongSupplier random) {
    this.random = random;
  }

  void start(long now) {
    draw();
    nextNanos = now + PERIOD_NANOS;
  }

  /** Makes those that are due, also the ones that were slept through. */
  void renew(long now) {
    long due = now < nextNanos ? 0 : 1 + (now - nextNanos) / PERIOD_NANOS;
    for (long i = 0; i < Math.min(due, KEPT); i++) {
      draw();
    }
    nextNanos += due * PERIOD_NANOS;
  }

  private void draw() {
    String number = HEX.toHexDigits(random.getAsLong()) + HEX.toHexDigits(random.getAsLong());
    kept.addLast(new Challenge(number, new HashSet<>()));
    if (kept.size() > KEPT) {
      kept.removeFirst();
    }
    changed = true;
  }

  /** Whether an order that answers this was made for us, a moment ago. */
  public boolean isMine(String number) {
    return find(number) != null;
  }

  private @Nullable Challenge find(String number) {
    for (Challenge challenge : kept) {
      if (challenge.number.equals(number)) {
        return challenge;
      }
    }
    return null;
  }

  /**
   * Notes that an order was used.
   *
   * @param number one of ours
   * @return false if it was used before
   */
  boolean use(String number, String order) {
    for (Challenge challenge : kept) {
      if (challenge.used.contains(order)) {
        return false;
      }
    }
    Objects.requireNonNull(find(number), "use only what is mine").used.add(order);
    return true;
  }

  /** The newest: 32 hexadecimal digits. */
  public String newest() {
    return kept.getLast().number;
  }

  /** Orders that answer the newest one are fresh at least so long. */
  public static long validMillis() {
    return (KEPT - 1) * PERIOD_NANOS / Moment.NANOS_PER_MILLI;
  }

  /** Whether there is a new one since the last call. */
  public boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }

  public long nextNanos() {
    return nextNanos;
  }
}
