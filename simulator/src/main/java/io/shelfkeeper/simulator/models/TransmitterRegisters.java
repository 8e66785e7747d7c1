package io.shelfkeeper.simulator.models;

import io.shelfkeeper.simulator.models.ModbusDevice.Declined;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Registers of the transmitter that only keep what was written, with their values from the factory;
 * and which registers exist, are wide, are guarded. Numbers are wire addresses.
 */
final class TransmitterRegisters {
  static final double CAPACITY_GRAMS = 20_000;
  static final int FRAME_8N1 = 5;

  /** The two codes that are known; others exist and are not documented. */
  private static final Map<Integer, Integer> BAUD_OF_CODE = Map.of(3, 9_600, 7, 115_200);

  private static final Set<Integer> WIDE = Set.of(30, 36, 38, 42, 44, 46, 48, 80, 82, 84, 86, 100);
  private static final Set<Integer> READ_ONLY = Set.of(6, 8, 30, 44, 80, 82, 86);
  private static final Set<Integer> GUARDED = Set.of(0, 1, 2, 3, 7);

  private final Map<Integer, Integer> values = new TreeMap<>();

  TransmitterRegisters() {
    values.putAll(Map.of(2, FRAME_8N1, 3, 1, 4, 0, 5, 0, 6, 250, 7, 0));
    values.putAll(Map.of(32, 2, 34, 1, 35, 10, 38, 0, 39, 0, 42, 0, 43, 0));
    values.putAll(Map.of(46, 0, 47, 20_000, 48, 0, 49, 20_000, 88, 6, 93, 20, 94, 0));
    values.putAll(Map.of(95, 0, 96, 0, 97, 10, 100, 0, 101, 0, 102, 0, 103, 10));
    // Wide enough for the noise of a shelf: 2 g for half a second.
    values.putAll(Map.of(98, 200, 99, 5, 104, 1));
  }

  boolean has(int register) {
    return values.containsKey(register);
  }

  int get(int register) {
    return values.getOrDefault(register, 0);
  }

  void set(int register, int value) {
    if (wide(register)) {
      values.put(register, value >>> 16);
      values.put(register + 1, value & 0xFFFF);
    } else {
      values.put(register, value);
    }
  }

  static boolean writable(int register) {
    boolean exists =
        register <= 7
            || (register >= 32 && register <= 38)
            || WIDE.contains(register)
            || register == 88
            || (register >= 93 && register <= 104);
    boolean lowWord = WIDE.contains(register - 1);
    boolean gap = register == 33;
    return exists && !lowWord && !gap && !READ_ONLY.contains(register);
  }

  static boolean wide(int register) {
    return WIDE.contains(register);
  }

  static boolean guarded(int register) {
    return GUARDED.contains(register);
  }

  /** 0 for a rate whose code nobody documents. */
  static int baudCode(int baud) {
    return BAUD_OF_CODE.entrySet().stream()
        .filter(entry -> entry.getValue() == baud)
        .mapToInt(Map.Entry::getKey)
        .findFirst()
        .orElse(0);
  }

  static int baud(int code) throws Declined {
    Integer baud = BAUD_OF_CODE.get(code);
    if (baud == null) {
      throw new Declined(ModbusDevice.ILLEGAL_VALUE);
    }
    return baud;
  }
}
