package io.shelfkeeper.agent.devices;

/** Time as a bus thread sees it. The real one waits; the one of tests jumps. */
interface Pace {
  /** Monotonic nanoseconds on the same scale as the agent's clock. */
  long nanos();

  /** Waits until then, or shorter if the thread is asked to end. */
  void until(long nanos);
}
