package io.shelfkeeper.drivers.lock.modbusrelay;

import io.shelfkeeper.drivers.wire.Crc16;
import io.shelfkeeper.drivers.wire.RtuDecoder;
import io.shelfkeeper.drivers.wire.RtuPiece;
import java.util.List;

/**
 * Bytes to frames and back for a Modbus relay board with a pulse timer of its own. Pure. It has no
 * word for "on": a relay is switched on for a time, or everything is switched off.
 */
public final class ModbusRelayCodec {
  /** The longest pulse we have a word for; the board itself would take 54 minutes. */
  public static final int PULSE_TENTHS_MAX = 50;

  static final int READ_RELAYS = 1;
  static final int READ_INPUTS = 2;
  static final int COMMAND = 5;
  static final int CHANNELS_MAX = 8;

  private static final int ALL = 0x00FF;
  private static final int FLASH_ON = 0x0200;

  private final RtuDecoder decoder = new RtuDecoder(1, READ_RELAYS, READ_INPUTS, COMMAND);

  static byte[] allOff(int address) {
    return request(address, COMMAND, ALL, 0);
  }

  /**
   * Switches a relay on for a time that the board measures.
   *
   * @param channel from 1
   * @param tenths of a second, 1 to {@link #PULSE_TENTHS_MAX}; 0 would mean nothing good
   */
  static byte[] pulse(int address, int channel, int tenths) {
    if (channel < 1 || channel > CHANNELS_MAX || tenths < 1 || tenths > PULSE_TENTHS_MAX) {
      throw new IllegalArgumentException("relay " + channel + " for " + tenths + " tenths");
    }
    return request(address, COMMAND, FLASH_ON + channel - 1, tenths);
  }

  static byte[] readRelays(int address) {
    return request(address, READ_RELAYS, 0, CHANNELS_MAX);
  }

  static byte[] readInputs(int address) {
    return request(address, READ_INPUTS, 0, CHANNELS_MAX);
  }

  /** Takes bytes as they come. */
  List<ModbusRelayFrame> feed(byte[] bytes, int offset, int length) {
    return decoder.feed(bytes, offset, length).stream().map(ModbusRelayCodec::frame).toList();
  }

  /** The line was silent for 3.5 characters or longer. */
  List<ModbusRelayFrame> quiet() {
    return decoder.quiet().stream().map(ModbusRelayCodec::frame).toList();
  }

  /** Forgets what was left over. */
  void reset() {
    decoder.reset();
  }

  private static byte[] request(int address, int function, int register, int value) {
    byte[] bytes = {
      (byte) address,
      (byte) function,
      (byte) (register >> 8),
      (byte) register,
      (byte) (value >> 8),
      (byte) value,
      0,
      0
    };
    return Crc16.sealed(bytes);
  }

  private static ModbusRelayFrame frame(RtuPiece piece) {
    return switch (piece) {
      case RtuPiece.Garbled g -> new ModbusRelayFrame.Garbled(g.reason(), g.bytes());
      case RtuPiece.Reply r when r.declines() ->
          new ModbusRelayFrame.Declined(r.address(), r.function() & 0x7F, r.data()[0]);
      case RtuPiece.Reply r when r.function() == COMMAND ->
          new ModbusRelayFrame.Repeated(r.address(), word(r.data(), 0), word(r.data(), 2));
      case RtuPiece.Reply r ->
          new ModbusRelayFrame.Bits(r.address(), r.function(), r.data()[1] & 0xFF);
    };
  }

  private static int word(byte[] data, int offset) {
    return (data[offset] & 0xFF) << 8 | (data[offset + 1] & 0xFF);
  }
}
