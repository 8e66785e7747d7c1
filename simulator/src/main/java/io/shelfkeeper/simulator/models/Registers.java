package io.shelfkeeper.simulator.models;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The register file of a weight transmitter as its public description gives it: 16 bits each,
 * 32-bit values high word first, decimal addresses as on the wire. Knows nothing of frames.
 */
final class Registers {
  static final int ADDRESS = 0;
  static final int LOCK = 5;
  static final int FIRMWARE = 6;
  static final int STATUS = 8;
  static final int MEASURED = 30;
  static final int ZERO_CALIBRATION = 38;
  static final int GROSS = 80;
  static final int NET = 82;
  static final int TARE = 84;
  static final int RANGE_MAX = 86;
  static final int DIVISION = 88;
  static final int MANUAL_ZERO = 94;
  static final int UNIT = 104;

  static final int UNLOCKED = 0x5AA5;
  static final int TAKE_PRESENT = 0x7FFFFFFF;

  private final TreeMap<Integer, Integer> words = new TreeMap<>();
  private boolean unlocked;

  Registers(int address) {
    set(ADDRESS, address);
    set(1, 3);
    set(2, 5);
    set(3, 1);
    set(4, 0);
    set(LOCK, 0);
    set(FIRMWARE, 250);
    set(7, 0);
    set(STATUS, 2);
    setWide(MEASURED, 0);
    set(32, 4);
    set(34, 1);
    set(35, 10);
    setWide(36, 0);
    setWide(ZERO_CALIBRATION, 0);
    setWide(42, 0);
    setWide(44, 0);
    setWide(46, 20_000);
    setWide(48, 20_000);
    setWide(GROSS, 0);
    setWide(NET, 0);
    setWide(TARE, 0);
    setWide(RANGE_MAX, 2_000_000);
    set(DIVISION, 6);
    set(93, 2);
    set(MANUAL_ZERO, 0);
    set(95, 0);
    set(96, 0);
    set(97, 10);
    set(98, 10);
    set(99, 5);
    setWide(100, 0);
    set(102, 0);
    set(103, 0);
    set(UNIT, 1);
  }

  /** The word of a register, or null if the device has none there. */
  @Nullable Integer word(int register) {
    return words.get(register);
  }

  int value(int register) {
    return words.getOrDefault(register, 0);
  }

  int wide(int register) {
    return value(register) << 16 | value(register + 1);
  }

  void set(int register, int word) {
    words.put(register, word & 0xFFFF);
  }

  void setWide(int register, int value) {
    set(register, value >>> 16);
    set(register + 1, value);
  }

  /**
   * Takes a write as the device does: line settings only while unlocked, and a lock that reads 0.
   *
   * @return false if there is no such register
   */
  boolean write(int register, int count, int value) {
    if (word(register) == null || count == 2 && word(register + 1) == null) {
      return false;
    }
    switch (register) {
      case LOCK -> unlocked = value == UNLOCKED;
      case ADDRESS, 1, 2, 3, 7 -> {
        // What a locked device answers is not described: it says yes and keeps what it has, the
        // case in which only reading back shows the truth.
        if (unlocked) {
          set(register, value);
        }
      }
      case TARE -> setWide(TARE, value == TAKE_PRESENT ? wide(GROSS) : value);
      case MANUAL_ZERO, ZERO_CALIBRATION, 36, 42 -> {
        // Taken, and without effect on the weights: a shop's agent never sends these unasked, and
        // the physical zero is the world's.
      }
      default -> {
        if (count == 2) {
          setWide(register, value);
        } else {
          set(register, value);
        }
      }
    }
    return true;
  }

  void powerCycle() {
    unlocked = false;
    setWide(TARE, 0);
  }
}
