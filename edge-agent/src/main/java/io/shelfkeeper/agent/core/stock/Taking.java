package io.shelfkeeper.agent.core.stock;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was taken in one event, with its readings kept alive: a package that comes back speaks for
 * the readings in which a package of that weight was taken.
 */
final class Taking {
  /** The id that the event is known by. */
  final String id;

  final int shelf;
  final long nanos;
  final List<Reading> readings;

  /** The reading that was told last. */
  int told;

  Taking(String id, int shelf, long nanos, List<Reading> readings) {
    this.id = id;
    this.shelf = shelf;
    this.nanos = nanos;
    this.readings = readings;
  }

  Taking copy() {
    List<Reading> copies = new ArrayList<>(readings.size());
    for (Reading reading : readings) {
      copies.add(new Reading(reading.parts, Memory.copies(reading.things), reading.probability));
    }
    Taking copy = new Taking(id, shelf, nanos, copies);
    copy.told = told;
    return copy;
  }

  /** The reading in which this package was taken, or -1. */
  int readingOf(@Nullable Thing thing) {
    for (int r = 0; r < readings.size(); r++) {
      if (readings.get(r).things.contains(thing)) {
        return r;
      }
    }
    return -1;
  }

  int likeliest() {
    int best = 0;
    for (int r = 1; r < readings.size(); r++) {
      if (readings.get(r).probability > readings.get(best).probability) {
        best = r;
      }
    }
    return best;
  }

  /** Expected number of packages of it that are still in hands. */
  double out() {
    double sum = 0;
    for (Reading reading : readings) {
      for (Thing thing : reading.things) {
        sum += reading.probability * thing.there;
      }
    }
    return sum;
  }

  /** One reading of the event: the parts, and a thing for every package. */
  static final class Reading {
    final List<Part> parts;
    final List<Thing> things;
    double probability;

    Reading(List<Part> parts, List<Thing> things, double probability) {
      this.parts = parts;
      this.things = things;
      this.probability = probability;
    }
  }
}
