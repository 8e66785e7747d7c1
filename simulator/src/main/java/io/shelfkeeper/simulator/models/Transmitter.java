package io.shelfkeeper.simulator.models;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.LongToDoubleFunction;

/**
 * The far end of an RS-485 weight transmitter: weights of the world in its registers. Answers for
 * itself; shares no encoder with the driver, so that one mistake cannot cancel itself.
 */
public final class Transmitter {
  private static final int NOT_STABLE = 1 << 5;
  private static final int OVERFLOW = 1 << 6;
  private static final int OVERLOAD = 1 << 9;
  private static final int DECIMALS = 2;
  private static final double STABLE_GRAMS = 2.5;
  private static final long LOOK_NANOS = 100_000_000L;

  private final String name;
  private final LongToDoubleFunction grams;
  private final Registers registers;
  private final Set<Fault> faults = EnumSet.noneOf(Fault.class);
  private final double[] looks = new double[5];
  private long lastLook = Long.MIN_VALUE;
  private int looked;
  private double frozenGrams = Double.NaN;

  /**
   * @param name the device's id in the site file
   * @param grams gross weight at a virtual time
   */
  public Transmitter(String name, int address, LongToDoubleFunction grams) {
    this.name = name;
    this.grams = grams;
    registers = new Registers(address);
  }

  String name() {
    return name;
  }

  int address() {
    return registers.value(Registers.ADDRESS);
  }

  Registers registers() {
    return registers;
  }

  Set<Fault> faults() {
    return faults;
  }

  void powerCycle() {
    registers.powerCycle();
  }

  /** Brings the weight registers up to a moment. */
  void look(long nanos) {
    double now = grams.applyAsDouble(nanos);
    if (faults.contains(Fault.FROZEN)) {
      frozenGrams = Double.isNaN(frozenGrams) ? now : frozenGrams;
      now = frozenGrams;
    } else {
      frozenGrams = Double.NaN;
    }
    if (lastLook == Long.MIN_VALUE || nanos - lastLook >= LOOK_NANOS) {
      lastLook = nanos;
      looks[looked++ % looks.length] = now;
    }
    int raw = (int) Math.round(now * 100);
    boolean over = raw > registers.wide(Registers.RANGE_MAX) || faults.contains(Fault.OVERLOAD);
    registers.setWide(Registers.MEASURED, raw);
    registers.setWide(Registers.GROSS, raw);
    registers.setWide(Registers.NET, raw - registers.wide(Registers.TARE));
    int status = DECIMALS | (stable() ? 0 : NOT_STABLE) | (over ? OVERFLOW | OVERLOAD : 0);
    registers.set(Registers.STATUS, status);
  }

  private boolean stable() {
    if (looked < looks.length) {
      return false;
    }
    double[] sorted = looks.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length - 1] - sorted[0] < STABLE_GRAMS;
  }
}
