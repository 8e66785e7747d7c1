package io.shelfkeeper.drivers.scale.nau7802;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.FakeWaiting;
import io.shelfkeeper.drivers.link.I2cLink;
import io.shelfkeeper.drivers.wire.Hex;
import java.util.ArrayList;
import java.util.List;

/** A chip as its data sheet has it, with a bridge that wavers. */
final class FarNau7802 implements I2cLink {
  private static final long MILLI = 1_000_000L;
  private static final int[] RATES = {10, 20, 40, 80, 0, 0, 0, 320};

  final byte[] registers = new byte[0x20];
  final List<String> written = new ArrayList<>();
  private final FakeWaiting waiting;

  /** What the bridge shows; the last bit wavers by itself while {@link #wavers}. */
  int code;

  boolean wavers = true;
  boolean present = true;
  boolean powersUp = true;
  boolean converts = true;
  boolean calibrates = true;
  boolean calibrationFails;
  private int conversions;
  private long readyNanos;
  private long calibratedNanos = Long.MIN_VALUE;
  private boolean calibrating;

  FarNau7802(FakeWaiting waiting) {
    this.waiting = waiting;
    registers[0x1F] = 0x0F;
  }

  /** Its supply was gone for a moment. */
  void loseSupply() {
    java.util.Arrays.fill(registers, (byte) 0);
    registers[0x1F] = 0x0F;
    calibrating = false;
  }

  @Override
  public void open() {}

  @Override
  public void transfer(int address, byte[] out, byte[] in) throws DeviceFault {
    if (!present || address != 0x2A) {
      throw new DeviceFault(FaultKind.NO_ANSWER, "nobody", "look");
    }
    waiting.pass(300_000);
    int register = out[0];
    if (in.length == 0) {
      written.add(Hex.text(out));
      write(register, out[1]);
      return;
    }
    refresh();
    System.arraycopy(registers, register, in, 0, in.length);
    if (register == 0x12) {
      registers[0] &= ~0x20;
    }
  }

  private void write(int register, int value) {
    if (register == 0 && (value & 1) != 0) {
      loseSupply();
    }
    if (register == 0) {
      boolean powered = (value & 0x06) == 0x06 && powersUp;
      // What can only be read cannot be written.
      registers[0] = (byte) (value & ~0x28 | (powered ? 0x08 : 0) | registers[0] & 0x20);
      readyNanos = (value & 0x10) != 0 ? waiting.nanos() + period() : readyNanos;
    } else {
      registers[register] = (byte) value;
    }
    if (register == 2 && (value & 4) != 0) {
      calibrating = true;
      calibratedNanos = waiting.nanos() + 344 * MILLI;
    }
  }

  private long period() {
    return 1_000 * MILLI / RATES[registers[2] >> 4 & 7];
  }

  private void refresh() {
    if (calibrating && calibrates && waiting.nanos() - calibratedNanos >= 0) {
      calibrating = false;
      registers[2] = (byte) (registers[2] & ~0x0C | (calibrationFails ? 8 : 0));
    }
    boolean measures = (registers[0] & 0x1E) == 0x1E && converts && !calibrating;
    if (measures && waiting.nanos() - readyNanos >= 0) {
      readyNanos = waiting.nanos() + period();
      int now = code + (wavers ? ++conversions % 3 : 0);
      registers[0x12] = (byte) (now >> 16);
      registers[0x13] = (byte) (now >> 8);
      registers[0x14] = (byte) now;
      registers[0] |= 0x20;
    }
  }

  @Override
  public void close() {}

  @Override
  public String where() {
    return "/dev/i2c-1";
  }
}
