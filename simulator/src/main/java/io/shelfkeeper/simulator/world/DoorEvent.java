package io.shelfkeeper.simulator.world;

/** The truth about coils, doors, and the lamps beside them. Times are virtual. */
public sealed interface DoorEvent {

  /**
   * A coil is energised; told when it begins.
   *
   * @param endNanos when its board will end it, {@code Long.MAX_VALUE} for never
   */
  record Pulse(String lock, long startNanos, long endNanos) implements DoorEvent {}

  /** A pulse ended before its time. */
  record Cut(String lock, long nanos) implements DoorEvent {}

  record Moved(String door, boolean open, Cause by, long nanos) implements DoorEvent {}

  /** A lamp, light or buzzer was switched on or off; one that blinks, each time. */
  record Signal(String signal, boolean on, long nanos) implements DoorEvent {}

  /** What moved a door. */
  enum Cause {
    SPRING,
    HAND,
    FORCE
  }
}
