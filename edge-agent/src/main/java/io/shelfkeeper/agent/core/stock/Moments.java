package io.shelfkeeper.agent.core.stock;

import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.state.StateWriter;

/**
 * Mean and scatter of what was weighed. After the first two hundred packages it forgets the oldest
 * slowly, so that a weight that creeps with the seasons is followed.
 */
final class Moments {
  private static final double MEMORY = 200;

  /** Packages, no more than {@link #MEMORY}. */
  double count;

  double mean;

  /** Mean square of the distance to the mean, grams squared. */
  double scatter;

  /** The part of it that is error of measurement, grams squared. */
  double noise;

  void add(double grams, double variance) {
    count = Math.min(count + 1, MEMORY);
    double share = 1 / count;
    double off = grams - mean;
    mean += share * off;
    scatter += share * (off * (grams - mean) - scatter);
    noise += share * (variance - noise);
  }

  void clear() {
    take(new Moments());
  }

  void take(Moments other) {
    count = other.count;
    mean = other.mean;
    scatter = other.scatter;
    noise = other.noise;
  }

  void write(StateWriter out) {
    out.real(count).real(mean).real(scatter).real(noise);
  }

  /**
   * @throws StateReader.Unreadable if the bytes are none of ours
   */
  static Moments read(StateReader in) {
    Moments read = new Moments();
    read.count = in.real();
    read.mean = in.real();
    read.scatter = in.real();
    read.noise = in.real();
    return read;
  }

  /** Whether these can be moments of weights: what was damaged must not weigh anything. */
  boolean isSound() {
    return count >= 0
        && count <= MEMORY
        && Double.isFinite(mean)
        && scatter >= 0
        && Double.isFinite(scatter)
        && noise >= 0
        && Double.isFinite(noise);
  }
}
