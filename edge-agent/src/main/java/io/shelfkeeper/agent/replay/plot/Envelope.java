package io.shelfkeeper.agent.replay.plot;

/**
 * One cell's stream in bounded memory: lowest and highest value of each of up to 2,048 stretches of
 * time. The stretches double when the room is used up, so that an hour looks the same as if every
 * sample had been kept: a picture has fewer columns.
 */
final class Envelope {
  private static final int CAPACITY = 2048;

  private final float[] low = new float[CAPACITY];
  private final float[] high = new float[CAPACITY];
  private long widthMillis = 1;
  private long start = Long.MIN_VALUE;
  private int used;

  Envelope() {
    java.util.Arrays.fill(low, Float.NaN);
    java.util.Arrays.fill(high, Float.NaN);
  }

  /**
   * @param millis not before the first one
   * @param grams a number; whoever has none adds nothing
   */
  void add(long millis, double grams) {
    if (start == Long.MIN_VALUE) {
      start = millis;
    }
    if (millis < start) {
      return;
    }
    while ((millis - start) / widthMillis >= CAPACITY) {
      halve();
    }
    int i = (int) ((millis - start) / widthMillis);
    float g = (float) grams;
    low[i] = Float.isNaN(low[i]) ? g : Math.min(low[i], g);
    high[i] = Float.isNaN(high[i]) ? g : Math.max(high[i], g);
    used = Math.max(used, i + 1);
  }

  private void halve() {
    for (int i = 0; i < CAPACITY; i++) {
      boolean there = 2 * i < CAPACITY;
      low[i] = there ? least(low[2 * i], low[2 * i + 1]) : Float.NaN;
      high[i] = there ? most(high[2 * i], high[2 * i + 1]) : Float.NaN;
    }
    widthMillis *= 2;
    used = (used + 1) / 2;
  }

  private static float least(float a, float b) {
    return Float.isNaN(a) ? b : Float.isNaN(b) ? a : Math.min(a, b);
  }

  private static float most(float a, float b) {
    return Float.isNaN(a) ? b : Float.isNaN(b) ? a : Math.max(a, b);
  }

  /** Number of stretches; some may be empty. */
  int size() {
    return used;
  }

  boolean isEmpty(int i) {
    return Float.isNaN(low[i]);
  }

  double seconds(int i) {
    return (start + i * widthMillis) / 1000.0;
  }

  double low(int i) {
    return low[i];
  }

  double high(int i) {
    return high[i];
  }
}
