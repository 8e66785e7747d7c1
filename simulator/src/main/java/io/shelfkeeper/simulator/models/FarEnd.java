package io.shelfkeeper.simulator.models;

/**
 * Whatever answers at the far end of a wire: bytes in, bytes out, with the time as data. No thread,
 * no clock, no wait.
 */
public interface FarEnd {

  /** Bytes have come in. */
  void receive(byte[] bytes, int length, long nanos);

  /** Nothing has come in for a while: a frame that was under way is complete or broken. */
  void quiet(long nanos);

  /**
   * The next bytes to send.
   *
   * @return null if there is nothing to send at this moment
   */
  byte @org.jspecify.annotations.Nullable [] send(long nanos);

  /** When {@link #send} has something next, {@link Long#MAX_VALUE} if nothing is planned. */
  long nextNanos();
}
