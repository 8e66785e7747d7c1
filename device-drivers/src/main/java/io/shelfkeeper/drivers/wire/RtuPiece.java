package io.shelfkeeper.drivers.wire;

/** What a receiver of Modbus RTU replies cut out of its bytes. */
public sealed interface RtuPiece {

  /**
   * A reply whose checksum fits.
   *
   * @param address who speaks, 1 to 247
   * @param function function code; bit 7 is set when the device declines
   * @param data what stands between function code and checksum
   */
  record Reply(int address, int function, byte[] data) implements RtuPiece {
    /** Whether the device understood and declined; the code is the only byte of data. */
    public boolean declines() {
      return (function & 0x80) != 0;
    }
  }

  /**
   * Bytes that are no reply.
   *
   * @param headed whether they begin as a reply does: the wire speaks our language, but broken
   */
  record Garbled(String reason, boolean headed, byte[] bytes) implements RtuPiece {}
}
