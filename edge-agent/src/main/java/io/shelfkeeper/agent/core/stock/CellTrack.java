package io.shelfkeeper.agent.core.stock;

/**
 * Makes clean blocks from one cell's samples. A single sample that stands far out of its neighbours
 * is a misread word and is replaced; it never hides a step, because after a step the neighbours
 * differ too. Blocks last about 50 ms, or one sample where the cell is slower.
 */
final class CellTrack {
  private static final double BLOCK_SECONDS = 0.05;
  private static final double SPIKE_GRAMS = 25;

  final int samplesPerBlock;

  /** Mean of the last closed block, grams. */
  double mean;

  /** Standard deviation within the last closed block, 0 where a block is one sample. */
  double inner;

  /** Time of the newest sample. */
  long nanos = Long.MIN_VALUE;

  /** What the block before the last should have been, or NaN if nothing is wrong with it. */
  double earlier = Double.NaN;

  private double older;
  private double pending;
  private int seen;
  private double scale = 1;
  private double sum;
  private double squares;
  private double origin;
  private int filled;

  CellTrack(double samplesPerSecond) {
    samplesPerBlock = Math.max(1, (int) Math.round(BLOCK_SECONDS * samplesPerSecond));
  }

  void forget() {
    seen = 0;
    filled = 0;
    sum = 0;
    squares = 0;
    earlier = Double.NaN;
  }

  /**
   * @return whether this sample closed a block
   */
  boolean add(long sampleNanos, double grams) {
    nanos = sampleNanos;
    earlier = Double.NaN;
    double next = grams;
    boolean ready = seen >= 1;
    if (seen >= 2 && spike(older, pending, next)) {
      pending = 0.5 * (older + next);
      earlier = pending;
    }
    if (seen >= 1) {
      double step = Math.abs(next - pending);
      scale += 0.05 * (Math.min(step, 4 * scale + 0.5) - scale);
    }
    double done = pending;
    older = pending;
    pending = next;
    seen = Math.min(seen + 1, 3);
    if (samplesPerBlock == 1) {
      mean = next;
      inner = 0;
      return true;
    }
    return ready && take(done);
  }

  private boolean spike(double before, double at, double after) {
    double up = at - before;
    double down = at - after;
    if (up * down <= 0) {
      return false;
    }
    double height = Math.min(Math.abs(up), Math.abs(down));
    return height > SPIKE_GRAMS + 3 * Math.abs(after - before) + 8 * scale;
  }

  private boolean take(double x) {
    if (filled == 0) {
      origin = x;
      sum = 0;
      squares = 0;
    }
    double d = x - origin;
    sum += d;
    squares += d * d;
    filled++;
    if (filled < samplesPerBlock) {
      return false;
    }
    double m = sum / filled;
    mean = origin + m;
    inner = Math.sqrt(Math.max(0, squares / filled - m * m));
    filled = 0;
    return true;
  }
}
