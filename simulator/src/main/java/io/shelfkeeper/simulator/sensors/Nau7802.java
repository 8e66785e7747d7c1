package io.shelfkeeper.simulator.sensors;

import io.shelfkeeper.simulator.models.Trouble;
import io.shelfkeeper.simulator.models.Troubles;
import java.util.Arrays;

/**
 * Far end of a bridge converter NAU7802: a row of registers, some of which follow what was done.
 */
public final class Nau7802 implements Chip {
  private static final int ADDRESS = 0x2A;
  private static final int REGISTERS = 0x20;

  private static final int PU_CTRL = 0x00;
  private static final int RESET = 0x01;
  private static final int ON = 0x06;
  private static final int READY = 0x08;
  private static final int CYCLE = 0x10;
  private static final int RESULT_READY = 0x20;

  private static final int CTRL1 = 0x01;
  private static final int GAIN = 0x07;

  private static final int CTRL2 = 0x02;
  private static final int CALIBRATE = 0x04;
  private static final int CALIBRATION_ERROR = 0x08;
  private static final int[] PER_SECOND = {10, 20, 40, 80, 10, 10, 10, 320};

  private static final int RESULT = 0x12;
  private static final int REVISION = 0x1F;
  private static final int REVISION_IS = 0x0F;
  private static final int REVISION_OF_ANOTHER = 0x61;

  private static final long SECOND = 1_000_000_000L;
  private static final long POWER_NANOS = 200_000;
  private static final long CALIBRATION_NANOS = 344_000_000;

  private final String id;
  private final Bridge bridge;
  private final Troubles troubles;
  private final int[] registers = new int[REGISTERS];
  private int pointer;
  private long onSince;
  private long cycleSince;
  private long calibratedAt;
  private long resultsTaken;
  private int result;

  public Nau7802(String id, Bridge bridge, Troubles troubles) {
    this.id = id;
    this.bridge = bridge;
    this.troubles = troubles;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public int address() {
    return ADDRESS;
  }

  @Override
  public int counts(long nanos) {
    return bridge.code(1 << (registers[CTRL1] & GAIN), nanos);
  }

  @Override
  public boolean answers(long nanos) {
    if (troubles.take(id, Trouble.POWER_CYCLE)) {
      reset();
    }
    return !troubles.on(id, Trouble.SILENT, nanos);
  }

  private void reset() {
    Arrays.fill(registers, 0);
    calibratedAt = 0;
    resultsTaken = 0;
    result = 0;
  }

  @Override
  public void write(byte[] bytes, long nanos) {
    pointer = bytes[0] & 0xFF;
    for (int i = 1; i < bytes.length; i++) {
      set(pointer++, bytes[i] & 0xFF, nanos);
    }
  }

  @Override
  public byte[] read(int count, long nanos) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) get(pointer++, nanos);
    }
    return bytes;
  }

  private void set(int register, int value, long nanos) {
    switch (register) {
      case PU_CTRL -> control(value, nanos);
      case CTRL2 -> {
        registers[CTRL2] = value & ~(CALIBRATE | CALIBRATION_ERROR);
        calibratedAt = (value & CALIBRATE) == 0 ? calibratedAt : nanos + CALIBRATION_NANOS;
        beginCycles(nanos);
      }
      default -> {
        if (register < REGISTERS) {
          registers[register] = value;
        }
      }
    }
  }

  private void control(int value, long nanos) {
    if ((value & RESET) != 0) {
      reset();
    }
    boolean wasOn = (registers[PU_CTRL] & ON) == ON;
    boolean wasCycling = (registers[PU_CTRL] & CYCLE) != 0;
    registers[PU_CTRL] = value & ~(READY | RESULT_READY);
    if (!wasOn) {
      onSince = nanos;
    }
    if (!wasCycling) {
      beginCycles(nanos);
    }
  }

  private void beginCycles(long nanos) {
    cycleSince = nanos;
    resultsTaken = 0;
  }

  private int get(int register, long nanos) {
    return switch (register) {
      case PU_CTRL ->
          registers[PU_CTRL]
              | (isReady(nanos) ? READY : 0)
              | (results(nanos) > resultsTaken ? RESULT_READY : 0);
      case CTRL2 -> registers[CTRL2] | calibration(nanos);
      case RESULT -> {
        take(nanos);
        yield result >> 16;
      }
      case RESULT + 1 -> result >> 8;
      case RESULT + 2 -> result;
      case REVISION ->
          troubles.on(id, Trouble.OTHER_CHIP, nanos) ? REVISION_OF_ANOTHER : REVISION_IS;
      default -> register < REGISTERS ? registers[register] : 0;
    };
  }

  private int calibration(long nanos) {
    if (calibratedAt == 0) {
      return 0;
    }
    boolean weak = troubles.on(id, Trouble.BROWN_OUT, nanos);
    return nanos < calibratedAt ? CALIBRATE : weak ? CALIBRATION_ERROR : 0;
  }

  private void take(long nanos) {
    long results = results(nanos);
    if (results > 0) {
      resultsTaken = results;
      result = counts(nanos);
    }
  }

  private boolean isReady(long nanos) {
    return (registers[PU_CTRL] & ON) == ON && nanos - onSince >= POWER_NANOS;
  }

  /** Since it was last told how, and how often, to measure. */
  private long results(long nanos) {
    boolean cycles = (registers[PU_CTRL] & CYCLE) != 0 && isReady(nanos);
    return cycles ? (nanos - cycleSince) * PER_SECOND[registers[CTRL2] >> 4 & 7] / SECOND : 0;
  }
}
