package io.shelfkeeper.agent.core.tags.campaign;

import java.util.Arrays;

/**
 * How long tags will take, in seconds after the start.
 *
 * @param most until all but one in a hundred are done
 * @param earliest until the last one is done: one time in ten it will be sooner
 * @param likely as often sooner as later
 * @param latest one time in ten it will be later
 */
public record Window(double most, double earliest, double likely, double latest) {
  static final Window NOTHING = new Window(0, 0, 0, 0);

  /** How often the last one is done between {@code earliest} and {@code latest}. */
  public static final double PROBABILITY = 0.8;

  /** A change by this share is told. */
  private static final double NEWS = 0.15;

  /**
   * @param tags how many there are
   * @param rest so many of them may be missing when most are done
   * @param done minutes until one is done
   * @param ends seconds until the last one is, each time that it was played
   */
  static Window of(int tags, int rest, Spread done, float[] ends) {
    if (tags == 0) {
      return NOTHING;
    }
    float[] sorted = ends.clone();
    Arrays.sort(sorted);
    double likely = quantile(sorted, 0.5);
    double most = rest >= tags ? 0 : Math.min(likely, 60 * done.quantile(1 - (rest + 0.5) / tags));
    return new Window(most, quantile(sorted, 0.1), likely, quantile(sorted, 0.9));
  }

  /** The same, after so many seconds that have passed already. */
  Window after(double seconds) {
    return new Window(most + seconds, earliest + seconds, likely + seconds, latest + seconds);
  }

  /** The same, with most of them done at another time. */
  Window most(double seconds) {
    return new Window(seconds, earliest, likely, latest);
  }

  /** Whether people who were told the one should be told the other. */
  boolean isNewsAfter(Window told) {
    return isFar(most, told.most) || isFar(likely, told.likely);
  }

  private static boolean isFar(double now, double told) {
    return Math.abs(now - told) > NEWS * told;
  }

  private static double quantile(float[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
