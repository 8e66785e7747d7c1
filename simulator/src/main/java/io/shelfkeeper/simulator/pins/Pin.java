package io.shelfkeeper.simulator.pins;

/** One pin: whether it is driven, and to what. What hangs there is another's business. */
sealed interface Pin permits LinePin, LedPin {
  String name();

  /** {@code in}, {@code out}, {@code led} or {@code free}. */
  String use();

  /** Who has it, empty if nobody. */
  String holder();

  /** Whether a level is driven, so that what hangs there does not matter. */
  boolean isDriven();

  /** The level while it is driven. */
  boolean driven(long nanos);

  /** When that level ends by itself, {@code Long.MAX_VALUE} for never. */
  long until();

  /**
   * The level that the pin's own pull makes.
   *
   * @param otherwise the level if it has none
   */
  boolean pulled(boolean otherwise);

  /** What level it has now. */
  void see(boolean high);
}
