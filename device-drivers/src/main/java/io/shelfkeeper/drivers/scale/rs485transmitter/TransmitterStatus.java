package io.shelfkeeper.drivers.scale.rs485transmitter;

/**
 * Register 8. Bit 3, a sign, is left out: which weight it speaks of is not documented, and the
 * two's complement values carry their own.
 *
 * @param decimals how many decimals the weights carry, bits 0 to 2
 * @param stable bit 5, inverted: the device sets it while the weight moves
 * @param overflow bit 6
 * @param atZero bit 7
 * @param overload bit 9; stays 0 on firmware before 1.3, so look at the range as well
 */
public record TransmitterStatus(
    int decimals, boolean stable, boolean overflow, boolean atZero, boolean overload) {

  public static TransmitterStatus of(int word) {
    return new TransmitterStatus(
        word & 0b111, !bit(word, 5), bit(word, 6), bit(word, 7), bit(word, 9));
  }

  private static boolean bit(int word, int number) {
    return (word >> number & 1) == 1;
  }
}
