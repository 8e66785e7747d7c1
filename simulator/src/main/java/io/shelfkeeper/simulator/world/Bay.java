package io.shelfkeeper.simulator.world;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;

/** One bay with its packages and its cell. Belongs to a {@link Shop}, which guards it. */
final class Bay {
  private final String id;
  private final SplittableRandom random;
  private final Weighing cell;
  private final Deque<Package> packages = new ArrayDeque<>();
  private final List<Motion> motions = new ArrayList<>();
  private double settledGrams;
  private long busyUntil;

  /** A package keeps its own weight for life. */
  record Package(String sku, double grams) {}

  Bay(String id, SplittableRandom random, List<Package> opening) {
    this.id = id;
    this.random = random;
    packages.addAll(opening);
    settledGrams = opening.stream().mapToDouble(Package::grams).sum();
    cell = new Weighing(random.nextLong(), settledGrams);
  }

  String id() {
    return id;
  }

  double shown(long nanos) {
    return cell.grams(nanos, this::bearing);
  }

  private double bearing(long nanos) {
    for (Iterator<Motion> all = motions.iterator(); all.hasNext(); ) {
      Motion motion = all.next();
      if (motion.isOver(nanos)) {
        settledGrams += motion.grams();
        all.remove();
      }
    }
    double sum = settledGrams;
    for (Motion motion : motions) {
      sum += motion.gramsAt(nanos);
    }
    return sum;
  }

  /** Takes the packages in front; the list tells which. */
  Motion take(long now, List<Package> taken) {
    double grams = 0;
    for (Package one : taken) {
      packages.remove(one);
      grams -= one.grams();
    }
    return move(now, grams);
  }

  Motion put(long now, List<Package> added) {
    double grams = 0;
    for (Package one : added) {
      packages.addFirst(one);
      grams += one.grams();
    }
    return move(now, grams);
  }

  /** One hand after the other: a second hand waits until the first is gone. */
  private Motion move(long now, double grams) {
    Motion motion = Motion.of(Math.max(now, busyUntil), grams, random);
    busyUntil = motion.end();
    motions.add(motion);
    return motion;
  }

  List<Package> packages() {
    return List.copyOf(packages);
  }

  SplittableRandom random() {
    return random;
  }
}
