package io.shelfkeeper.drivers.wire;

/**
 * How long to wait on a Modbus RTU line.
 *
 * @param answerMillis from the request to the first byte of the answer, both on the wire
 * @param gapMillis silence before a request: 3.5 characters, at least 1.75 ms above 19,200 baud
 *     (Modbus over Serial Line 1.02, section 2.5.1.1)
 * @param lumpMillis longest pause inside an answer that ports with a buffer of their own make; a
 *     USB adapter may hold bytes back for 16 ms
 */
public record RtuTiming(int answerMillis, int gapMillis, int lumpMillis) {
  /** How long the devices we know think before they answer, with a wide margin. */
  private static final int THINKING_MILLIS = 100;

  private static final int LUMP_MILLIS = 20;
  private static final int EXCHANGE_BYTES = 25;
  private static final int BITS_PER_BYTE = 11;

  /**
   * For a serial line.
   *
   * @param baud 1,200 to 921,600
   */
  public static RtuTiming at(int baud) {
    int wireMillis = ceil(EXCHANGE_BYTES * BITS_PER_BYTE * 1000.0 / baud);
    int gapMillis = Math.max(2, ceil(3.5 * BITS_PER_BYTE * 1000.0 / baud));
    return new RtuTiming(THINKING_MILLIS + wireMillis, gapMillis, LUMP_MILLIS);
  }

  /** For a converter behind a network, which keeps the gaps of its line itself. */
  public static RtuTiming overNetwork() {
    return new RtuTiming(2 * THINKING_MILLIS, 2, 2 * LUMP_MILLIS);
  }

  private static int ceil(double millis) {
    return (int) Math.ceil(millis);
  }
}
