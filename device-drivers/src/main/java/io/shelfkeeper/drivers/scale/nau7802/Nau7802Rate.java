package io.shelfkeeper.drivers.scale.nau7802;

/** How often the chip measures. */
enum Nau7802Rate {
  PER_SECOND_10(10, 0),
  PER_SECOND_20(20, 1),
  PER_SECOND_40(40, 2),
  PER_SECOND_80(80, 3),
  PER_SECOND_320(320, 7);

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final int perSecond;
  private final int code;

  Nau7802Rate(int perSecond, int code) {
    this.perSecond = perSecond;
    this.code = code;
  }

  /** The slowest that is not slower than this: the slower, the less noise. */
  static Nau7802Rate atLeast(double perSecond) {
    for (Nau7802Rate rate : values()) {
      if (rate.perSecond >= perSecond) {
        return rate;
      }
    }
    throw new IllegalArgumentException(perSecond + " results a second");
  }

  /** The value of CTRL2 with this rate, channel 1. */
  int ctrl2() {
    return code << Nau7802Register.RATE_SHIFT;
  }

  /** Time between two results. */
  long nanos() {
    return NANOS_PER_SECOND / perSecond;
  }
}
