package io.shelfkeeper.simulator.models;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One device on a multi-drop line. */
public interface LineDevice {

  /** Its id in the site file. */
  String id();

  /** The rate at which it listens now. */
  int baud(long nanos);

  /** Takes bytes as it hears them at its own rate. */
  List<Reply> hear(byte[] bytes, long nanos);

  /** What it says unasked up to a time; most say nothing. */
  default List<Reply> idle(long nanos) {
    return List.of();
  }

  /** When {@link #idle} may have something to say, {@code Long.MAX_VALUE} for never. */
  default long wakeNanos() {
    return Long.MAX_VALUE;
  }

  /** Supply off and on again. */
  void powerCycle(long nanos);

  /**
   * Another device of the same kind that somebody gave the same address, with a load of its own;
   * null if this kind has none.
   */
  default @Nullable LineDevice twin() {
    return null;
  }
}
