package io.shelfkeeper.drivers.scale.nau7802;

import static io.shelfkeeper.drivers.scale.nau7802.Nau7802Register.ADDRESS;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.I2cLink;
import io.shelfkeeper.drivers.link.Waiting;

/** The conversation with the chip: registers, and waiting for bits of them. */
final class Nau7802Chip {
  private static final byte[] NOTHING = {};

  /** So often a bit is looked at within the time that it usually takes. */
  private static final int LOOKS = 8;

  private final I2cLink link;
  private final Waiting waiting;

  Nau7802Chip(I2cLink link, Waiting waiting) {
    this.link = link;
    this.waiting = waiting;
  }

  String name() {
    return "The NAU7802 on " + link.where();
  }

  void write(int register, int value) throws DeviceFault {
    link.transfer(ADDRESS, Nau7802Register.write(register, value), NOTHING);
  }

  int read(int register) throws DeviceFault {
    byte[] in = new byte[1];
    link.transfer(ADDRESS, new byte[] {(byte) register}, in);
    return in[0] & 0xFF;
  }

  int result() throws DeviceFault {
    byte[] in = new byte[Nau7802Register.RESULT_BYTES];
    link.transfer(ADDRESS, new byte[] {Nau7802Register.RESULT}, in);
    return Nau7802Register.result(in);
  }

  void rest(long nanos) {
    long end = waiting.nanos() + nanos;
    for (long now = waiting.nanos(); now - end < 0; now = waiting.nanos()) {
      waiting.until(end);
    }
  }

  /**
   * Waits for bits of a register.
   *
   * @param usualNanos how long it usually takes
   * @param mostNanos how long it is waited for
   * @param what waits, for the fault
   * @return the register as it was read last
   */
  int await(int register, int mask, int value, long usualNanos, long mostNanos, String what)
      throws DeviceFault {
    long begun = waiting.nanos();
    while (true) {
      int read = read(register);
      if ((read & mask) == value) {
        return read;
      }
      long now = waiting.nanos();
      if (now - begun >= mostNanos) {
        throw new DeviceFault(
            FaultKind.NO_ANSWER,
            "%s has not %s after %d ms".formatted(name(), what, (now - begun) / 1_000_000),
            "Check its supply and that nothing pulls down its bridge; then take its supply away for"
                + " some seconds.");
      }
      waiting.until(now + usualNanos / LOOKS);
    }
  }
}
