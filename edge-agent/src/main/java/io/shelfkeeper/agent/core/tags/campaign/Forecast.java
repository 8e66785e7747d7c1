package io.shelfkeeper.agent.core.tags.campaign;

import io.shelfkeeper.agent.core.time.Moment;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * When a campaign will be done: by each station and in the whole shop. Worked out in small steps,
 * because others must not wait for it. Where it goes fixture by fixture, one begins when the one
 * before is whole at all stations that both hang on.
 */
final class Forecast {
  /** Enough for the tenth that goes best and the tenth that goes worst. */
  static final int ROUNDS = 40;

  /** How far what was learned may be off, either way: measured in modelled shops. */
  private static final double UNSURE = 0.1;

  private static final long SEED_STEP = 0x5851F42D4C957F2DL;

  private final Habits habits;
  private final List<Part> parts;
  private final double start;
  private final long nowNanos;
  private final IntPredicate inReserve;
  private final long seed;
  private final Spread done = Spread.ofAll();
  private final float[][] readyAt;
  private final boolean byFixture;
  private final BitSet taking = new BitSet();
  private float[] began = new float[ROUNDS];
  private float[] ended = new float[ROUNDS];
  private int part;
  private int round;
  private int tags;
  private @Nullable NodeForecast node;

  /**
   * @param parts in the order in which they are done
   * @param start seconds from now until it begins
   * @param inReserve whether a tag will have its picture already
   * @param seed the same one gives the same forecast
   */
  Forecast(
      Habits habits,
      List<Part> parts,
      int stations,
      double start,
      long nowNanos,
      IntPredicate inReserve,
      long seed) {
    this.habits = habits;
    this.parts = parts;
    this.start = start;
    this.nowNanos = nowNanos;
    this.inReserve = inReserve;
    this.seed = seed;
    readyAt = new float[stations][ROUNDS];
    byFixture = parts.stream().mapToInt(Part::fixture).distinct().count() > 1;
  }

  /**
   * Works on it.
   *
   * @param effort how many tags may be played; some more are if one station alone has more
   * @return whether it is done
   */
  boolean advance(int effort) {
    int left = effort;
    while (left > 0 && part < parts.size()) {
      Part current = parts.get(part);
      left -= current.tags().length;
      play(current);
      if (++round == ROUNDS) {
        tags += current.tags().length;
        round = 0;
        node = null;
        part++;
        if (part == parts.size() || parts.get(part).fixture() != current.fixture()) {
          wholeFixture();
        }
      }
    }
    return part == parts.size();
  }

  private void play(Part current) {
    if (node == null) {
      if (taking.isEmpty()) {
        began = begins(current.fixture());
        ended = began.clone();
      }
      taking.set(current.station());
      node =
          new NodeForecast(
              line(current.tags()),
              habits.filled(current.station()),
              seed + SEED_STEP * (part + 1L));
    }
    double took = node.play(start + began[round], began[round], done);
    float ends = began[round] + (float) (took * unsure(round));
    ended[round] = Math.max(ended[round], ends);
    readyAt[current.station()][round] = ends;
  }

  /** What was learned is not quite so: each round believes it a little more or less. */
  private static double unsure(int round) {
    return 1 + UNSURE * ((2 * round + 1.0) / ROUNDS - 1);
  }

  /** A fixture begins when all of its stations are done with those before. */
  private float[] begins(int fixture) {
    float[] begins = new float[ROUNDS];
    for (int i = part; i < parts.size() && parts.get(i).fixture() == fixture; i++) {
      float[] ready = readyAt[parts.get(i).station()];
      for (int k = 0; k < ROUNDS; k++) {
        begins[k] = Math.max(begins[k], ready[k]);
      }
    }
    return begins;
  }

  private void wholeFixture() {
    if (byFixture) {
      taking.stream().forEach(station -> readyAt[station] = ended.clone());
    }
    taking.clear();
  }

  private Line line(int[] tags) {
    int count = tags.length;
    float[] ago = new float[count];
    float[] interval = new float[count];
    boolean[] known = new boolean[count];
    for (int i = 0; i < count; i++) {
      int tag = tags[i];
      ago[i] =
          habits.wasSeen(tag)
              ? (float) (nowNanos - habits.seenNanos(tag)) / Moment.NANOS_PER_SECOND
              : Float.NaN;
      interval[i] = (float) habits.interval(tag);
      known[i] = inReserve.test(tag);
    }
    return new Line(ago, interval, known);
  }

  /**
   * The whole shop, once it is done.
   *
   * @param rest so many tags may be missing when most are done
   */
  Window shop(int rest) {
    float[] ends = new float[ROUNDS];
    for (float[] ready : readyAt) {
      for (int k = 0; k < ROUNDS; k++) {
        ends[k] = Math.max(ends[k], ready[k]);
      }
    }
    return Window.of(tags, rest, done, ends);
  }

  /** How many tags it is about. */
  int tags() {
    return tags;
  }

  int tags(int station) {
    return parts.stream()
        .filter(one -> one.station() == station)
        .mapToInt(one -> one.tags().length)
        .sum();
  }

  /** Seconds until a station is done, as often later as sooner. */
  double likely(int station) {
    float[] sorted = readyAt[station].clone();
    Arrays.sort(sorted);
    return sorted[ROUNDS / 2];
  }
}
