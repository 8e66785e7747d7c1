package io.shelfkeeper.agent.core.sync;

import java.util.HexFormat;
import java.util.function.LongSupplier;

/**
 * Gives every event its id for ever: 32 hexadecimal digits, 24 random ones drawn at each start and
 * 8 that count. Never derived from stored state: a journal restored from an older copy would give
 * the same ids again to other events, and the backend would drop them as known.
 */
public final class EventIds {
  private static final HexFormat HEX = HexFormat.of();

  private final LongSupplier random;
  private long high;
  private int middle;
  private int count;

  public EventIds(LongSupplier random) {
    this.random = random;
    draw();
  }

  public String next() {
    count++;
    if (count == 0) {
      draw();
    }
    return HEX.toHexDigits(high) + HEX.toHexDigits(middle) + HEX.toHexDigits(count);
  }

  /** A 128-bit random number as 32 hexadecimal digits, for a new incarnation. */
  public static String incarnation(LongSupplier random) {
    return HEX.toHexDigits(random.getAsLong()) + HEX.toHexDigits(random.getAsLong());
  }

  private void draw() {
    high = random.getAsLong();
    middle = (int) random.getAsLong();
    count = 0;
  }
}
