package io.shelfkeeper.drivers.scale.rs485transmitter;

/** What a transmitter sends. */
public sealed interface TransmitterFrame {

  /**
   * The answer to a read. It does not say which registers these are: only the one who asked knows.
   *
   * @param data 2 bytes for each register, high byte first
   */
  record Registers(int address, byte[] data) implements TransmitterFrame {
    public int words() {
      return data.length / 2;
    }

    /** A register as it stands, 0 to 65,535. */
    public int word(int index) {
      return (data[2 * index] & 0xFF) << 8 | (data[2 * index + 1] & 0xFF);
    }

    /** Two registers, high word first, as a signed number. */
    public int number(int index) {
      return word(index) << 16 | word(index + 1);
    }
  }

  /** The answer to a write. Says that it was understood; read the value back to know more. */
  record Written(int address, int register, int words) implements TransmitterFrame {}

  /**
   * The device understood and will not.
   *
   * @param function the function it declines, without bit 7
   * @param code 1 function, 2 register, 3 value, 4 device failure, 6 busy
   */
  record Declined(int address, int function, int code) implements TransmitterFrame {}

  /**
   * Bytes that are none of the above.
   *
   * @param headed whether they begin like one
   */
  record Garbled(String reason, boolean headed, byte[] bytes) implements TransmitterFrame {}
}
