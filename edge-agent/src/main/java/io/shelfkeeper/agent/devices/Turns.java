package io.shelfkeeper.agent.devices;

/** What is done on a bus while its wire is open: one exchange after the other, in its thread. */
interface Turns {
  /** The wire was opened: nothing is known of what was before. */
  void opened(long now);

  /** When {@link #turn} has something to do. */
  long dueNanos(long now);

  /** One exchange. */
  void turn(long now);

  /** When {@link #idle} has something to do, or the time given if that is earlier. */
  long idleNanos(long atTheLatest);

  /** What has to be done between exchanges, with the wire open or not. */
  void idle(long now);

  /**
   * A fault of a device or of the bus is about to be told.
   *
   * @param subject number of the device, or {@link BusHealth#BUS}
   */
  void fails(int subject);

  /** Whether a wire on which nothing works is opened anew. */
  default boolean reopens() {
    return true;
  }

  /** The last turn; the wire is closed after it. */
  void end();
}
