package io.shelfkeeper.agent.core.calibration;

import io.shelfkeeper.agent.core.time.Moment;
import java.util.ArrayList;
import java.util.List;

/**
 * A person works at one cell: its shelf is not asked for movements meanwhile. Ends by itself if the
 * person says nothing for ten minutes, because a shelf that is forgotten here sells for nothing.
 */
final class Session {
  static final long SILENT_NANOS_MAX = 600 * Moment.NANOS_PER_SECOND;

  /** Two weighings of the same load differ by less, grams and share. */
  private static final double SAME_GRAMS = 2;

  /** Lighter weights cannot show a gain to a fifth of a per cent. */
  static final double REFERENCE_GRAMS_MIN = 200;

  private static final double GAIN_MIN = 0.8;
  private static final double GAIN_MAX = 1.25;

  final Cell cell;
  final Rest rest = new Rest();

  /** Readings that the person has marked: as it was, then as the method wants. */
  final List<Double> marks = new ArrayList<>();

  long heardNanos;

  Session(Cell cell, long nanos) {
    this.cell = cell;
    heardNanos = nanos;
  }

  /** A person asked for something that cannot be; says what and what to do. */
  static final class Impossible extends Exception {
    private static final long serialVersionUID = 1L;

    Impossible(String message) {
      super(message);
    }
  }

  /** Marks: as it is, with the weight, as it is. */
  Calibration reference(double grams, long millis) throws Impossible {
    need(3);
    double gain = gain(grams, marks.get(0), marks.get(1));
    if (Math.abs(marks.get(2) - marks.get(0)) > SAME_GRAMS) {
      throw new Impossible(
          "After the weight was taken off the cell shows %.1f g more than before. Check that nothing else was moved, and start again."
              .formatted(marks.get(2) - marks.get(0)));
    }
    return cell.now.with(gain, marks.get(0), "reference", millis);
  }

  /** Marks: as it was, empty, with the weight. */
  Calibration twoPoint(double grams, long millis) throws Impossible {
    need(3);
    double gain = gain(grams, marks.get(1), marks.get(2));
    Calibration next = cell.now.with(gain, marks.get(0), "two_point", millis);
    return next.withZero(next.grams(marks.get(1)), "two_point", millis);
  }

  /** Mark: as it is, with goods of a known weight. */
  Calibration knownCount(double grams, long millis) throws Impossible {
    need(1);
    double zero = cell.now.grams(marks.get(0)) - grams;
    return cell.now.withZero(zero, "known_count", millis);
  }

  private void need(int count) throws Impossible {
    if (marks.size() != count) {
      throw new Impossible(
          "%d weighings were marked and this method needs %d. Start again."
              .formatted(marks.size(), count));
    }
  }

  private static double gain(double grams, double without, double with) throws Impossible {
    if (!(grams >= REFERENCE_GRAMS_MIN)) {
      throw new Impossible("The weight must have at least %.0f g.".formatted(REFERENCE_GRAMS_MIN));
    }
    double gain = grams / (with - without);
    if (!(gain >= GAIN_MIN && gain <= GAIN_MAX)) {
      throw new Impossible(
          "The cell shows %.1f g for the weight of %.1f g. Check that it lies on this cell alone, that nothing touches the plate, and how the device is set."
              .formatted(with - without, grams));
    }
    return gain;
  }
}
