package io.shelfkeeper.simulator.world;

/**
 * What does something while it is energised: withdraws a bolt, or shines. Is never held longer than
 * its board says.
 */
public interface Coil {
  /** A coil that nobody wired. */
  Coil NONE =
      new Coil() {
        @Override
        public void energise(long fromNanos, long untilNanos) {}

        @Override
        public void cut(long nanos) {}
      };

  /**
   * @param untilNanos {@code Long.MAX_VALUE} if nothing ends it by itself
   */
  void energise(long fromNanos, long untilNanos);

  /** The supply is gone, or somebody switched it off: a pulse that runs ends now. */
  void cut(long nanos);
}
