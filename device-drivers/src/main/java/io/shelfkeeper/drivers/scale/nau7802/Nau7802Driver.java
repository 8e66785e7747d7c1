package io.shelfkeeper.drivers.scale.nau7802;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.api.Scale;
import io.shelfkeeper.drivers.api.ScaleReading;
import io.shelfkeeper.drivers.link.I2cLink;
import io.shelfkeeper.drivers.link.Waiting;
import io.shelfkeeper.drivers.scale.BridgeCell;
import io.shelfkeeper.drivers.scale.StillCode;

/**
 * A bridge converter NAU7802, channel 1. Sets the chip up when it is first asked, and again
 * whenever the chip has lost what it was told: it keeps nothing without its supply. Never tares:
 * the chip's own calibration only measures its amplifier, with the bridge cut off.
 */
public final class Nau7802Driver implements Scale {
  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final long POWER_NANOS = NANOS_PER_MILLI;
  private static final long POWER_NANOS_MAX = 100 * NANOS_PER_MILLI;
  private static final long SUPPLY_NANOS = 200 * NANOS_PER_MILLI;
  private static final long CALIBRATION_NANOS = 344 * NANOS_PER_MILLI;
  private static final long CALIBRATION_NANOS_MAX = 1_000 * NANOS_PER_MILLI;
  private static final int DISCARDED = 10;

  /** A result is late by a whole one, and by the scheduling of a busy machine. */
  private static final int RESULTS_LATE_MAX = 3;

  private static final long SCHEDULING_NANOS = 50 * NANOS_PER_MILLI;

  /** PU_CTRL while it measures: what we set, and that its supplies are up. */
  private static final int MEASURING =
      Nau7802Register.DIGITAL_ON
          | Nau7802Register.ANALOG_ON
          | Nau7802Register.POWER_READY
          | Nau7802Register.CYCLE_START
          | Nau7802Register.OWN_SUPPLY;

  private final Nau7802Chip chip;
  private final BridgeCell cell;
  private final Nau7802Rate rate;
  private final StillCode still = new StillCode();
  private boolean isSetUp;

  /**
   * @param cell its gain is 1, 2, 4 up to 128
   * @param perSecond how often it will be asked, at most 320
   */
  public Nau7802Driver(I2cLink link, BridgeCell cell, double perSecond, Waiting waiting) {
    if (Integer.bitCount(cell.gain()) != 1 || cell.gain() < 1 || cell.gain() > 128) {
      throw new IllegalArgumentException("gain " + cell.gain());
    }
    this.cell = cell;
    chip = new Nau7802Chip(link, waiting);
    rate = Nau7802Rate.atLeast(perSecond);
  }

  /**
   * Whether there is such a chip on a bus. Only reads.
   *
   * @throws DeviceFault if nobody answers at its address
   */
  public static boolean isOn(I2cLink link) throws DeviceFault {
    byte[] in = new byte[1];
    link.transfer(Nau7802Register.ADDRESS, new byte[] {Nau7802Register.REVISION}, in);
    return (in[0] & Nau7802Register.REVISION_MASK) == Nau7802Register.REVISION_KNOWN;
  }

  /**
   * {@inheritDoc} That is until the next result, 100 ms at most at ten a second, and 1.6 s more
   * when the chip has to be set up.
   */
  @Override
  public ScaleReading read() throws DeviceFault {
    // Also after a fault: whoever took the chip's supply away for a moment is told here.
    if (!isSetUp || (chip.read(Nau7802Register.PU_CTRL) & MEASURING) != MEASURING) {
      setUp();
    }
    int code = next();
    ScaleReading reading = cell.reading(code);
    if (code >= BridgeCell.HIGHEST || code <= BridgeCell.LOWEST) {
      still.forget();
    } else {
      watch(code);
    }
    return reading;
  }

  private void watch(int code) throws DeviceFault {
    boolean was = still.isStill();
    try {
      still.see(chip.name(), code);
    } catch (DeviceFault fault) {
      // One try to wake it; setting it up at every question would only take time.
      isSetUp = was;
      throw fault;
    }
  }

  private int next() throws DeviceFault {
    chip.await(
        Nau7802Register.PU_CTRL,
        Nau7802Register.CONVERSION_READY,
        Nau7802Register.CONVERSION_READY,
        rate.nanos(),
        RESULTS_LATE_MAX * rate.nanos() + SCHEDULING_NANOS,
        "measured anything");
    return chip.result();
  }

  /** In the order of the data sheet. The chip is only written to once it is known to be one. */
  private void setUp() throws DeviceFault {
    isSetUp = false;
    identify();
    chip.write(Nau7802Register.PU_CTRL, Nau7802Register.RESET);
    chip.write(Nau7802Register.PU_CTRL, 0);
    chip.write(Nau7802Register.PU_CTRL, Nau7802Register.DIGITAL_ON);
    int powered = Nau7802Register.DIGITAL_ON | Nau7802Register.ANALOG_ON;
    chip.write(Nau7802Register.PU_CTRL, powered);
    chip.await(
        Nau7802Register.PU_CTRL,
        Nau7802Register.POWER_READY,
        Nau7802Register.POWER_READY,
        POWER_NANOS,
        POWER_NANOS_MAX,
        "got its supplies up");
    chip.write(
        Nau7802Register.CTRL1,
        Nau7802Register.SUPPLY_3_3_VOLTS | Integer.numberOfTrailingZeros(cell.gain()));
    chip.write(Nau7802Register.PU_CTRL, MEASURING);
    chip.write(Nau7802Register.CTRL2, rate.ctrl2());
    chip.write(Nau7802Register.ADC, Nau7802Register.CHOPPER_OFF);
    chip.write(Nau7802Register.PGA_POWER, Nau7802Register.CHANNEL_2_CAPACITOR);
    chip.rest(SUPPLY_NANOS);
    for (int i = 0; i < DISCARDED; i++) {
      next();
    }
    calibrate();
    isSetUp = true;
  }

  private void identify() throws DeviceFault {
    int revision = chip.read(Nau7802Register.REVISION);
    if ((revision & Nau7802Register.REVISION_MASK) != Nau7802Register.REVISION_KNOWN) {
      throw new DeviceFault(
          FaultKind.MISCONFIGURED,
          "%s says revision 0x%02x, and the chip we know says 0xF at its end: another chip answers at 0x%02x"
              .formatted(chip.name(), revision, Nau7802Register.ADDRESS),
          "Take the other chip off this bus, or put the NAU7802 on one of its own.");
    }
  }

  private void calibrate() throws DeviceFault {
    chip.write(Nau7802Register.CTRL2, rate.ctrl2() | Nau7802Register.CALIBRATE);
    int after =
        chip.await(
            Nau7802Register.CTRL2,
            Nau7802Register.CALIBRATE,
            0,
            CALIBRATION_NANOS,
            CALIBRATION_NANOS_MAX,
            "calibrated its amplifier");
    if ((after & Nau7802Register.CALIBRATION_ERROR) != 0) {
      throw new DeviceFault(
          FaultKind.INVALID,
          chip.name() + " could not calibrate its amplifier",
          "Check the four wires of the cell and the supply of the chip: 3.3 V, and no less under"
              + " load.");
    }
  }
}
