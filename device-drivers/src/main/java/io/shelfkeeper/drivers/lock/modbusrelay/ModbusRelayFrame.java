package io.shelfkeeper.drivers.lock.modbusrelay;

/** What a relay board sends. */
public sealed interface ModbusRelayFrame {

  /**
   * States of relays (function 1) or inputs (function 2).
   *
   * @param bits bit 0 is the first one
   */
  record Bits(int address, int function, int bits) implements ModbusRelayFrame {}

  /** The answer to a relay command: it repeats the request, as an echo of the wire does. */
  record Repeated(int address, int register, int value) implements ModbusRelayFrame {}

  /**
   * The board understood and will not.
   *
   * @param code 1 function, 2 register, 3 value, 4 device failure, 6 busy
   */
  record Declined(int address, int function, int code) implements ModbusRelayFrame {}

  record Garbled(String reason, byte[] bytes) implements ModbusRelayFrame {}
}
