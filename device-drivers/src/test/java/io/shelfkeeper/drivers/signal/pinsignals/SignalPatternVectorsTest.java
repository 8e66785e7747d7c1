package io.shelfkeeper.drivers.signal.pinsignals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.api.SignalPattern;
import io.shelfkeeper.drivers.vectors.Vector;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SignalPatternVectorsTest {
  private static final long MILLI = 1_000_000L;

  static List<Vector> patterns() {
    return Vector.in("pinsignals/patterns.txt");
  }

  @Test
  void everyPatternHasAVector() {
    for (SignalPattern pattern : SignalPattern.values()) {
      assertTrue(patterns().stream().anyMatch(v -> v.is().equals(pattern.word())), pattern::word);
    }
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void lineIsAsThePatternSays(Vector vector) {
    SignalPattern pattern = SignalPattern.valueOf(vector.is().toUpperCase(Locale.ROOT));
    long step = Long.parseLong(vector.means().split(" ", 2)[0]) * MILLI;
    boolean[] wanted = new boolean[vector.bytes().length];
    boolean[] seen = new boolean[wanted.length];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = vector.bytes()[i] != 0;
      seen[i] = pattern.isOn(i * step);
    }
    assertEquals(Arrays.toString(wanted), Arrays.toString(seen));
  }

  /** Whoever comes back exactly when told misses no change, and comes for nothing only seldom. */
  @ParameterizedTest
  @EnumSource(SignalPattern.class)
  void changesAreWhereThePatternSays(SignalPattern pattern) {
    long nanos = 0;
    for (int i = 0; i < 20; i++) {
      long wait = pattern.changesAfterNanos(nanos);
      boolean isOn = pattern.isOn(nanos);
      for (long within = 0; within < Math.min(wait, 10_000 * MILLI); within += MILLI) {
        assertEquals(isOn, pattern.isOn(nanos + within), pattern + " at " + (nanos + within));
      }
      if (wait == SignalPattern.NEVER) {
        return;
      }
      assertEquals(isOn, pattern.isOn(nanos + wait - 1));
      assertNotEquals(isOn, pattern.isOn(nanos + wait));
      nanos += wait;
    }
  }

  @ParameterizedTest
  @EnumSource(SignalPattern.class)
  void nothingFlashesMoreThanThreeTimesASecond(SignalPattern pattern) {
    for (long start = 0; start < 5_000; start += 50) {
      int flashes = 0;
      for (long at = start; at < start + 1_000; at++) {
        flashes += !pattern.isOn(at * MILLI) && pattern.isOn((at + 1) * MILLI) ? 1 : 0;
      }
      assertTrue(flashes <= 3, pattern + " flashes " + flashes + " times from " + start);
    }
  }
}
