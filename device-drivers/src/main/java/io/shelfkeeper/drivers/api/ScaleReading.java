package io.shelfkeeper.drivers.api;

/**
 * What a scale said.
 *
 * @param grams gross weight in grams; meaningless unless the condition is a weight
 */
public record ScaleReading(double grams, Condition condition) {

  /** How good the number is. Only {@code STABLE} and {@code MOVING} are weights. */
  public enum Condition {
    STABLE,
    MOVING,
    OVERLOAD,
    UNDERLOAD,
    FAULTY
  }
}
