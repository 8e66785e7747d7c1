package io.shelfkeeper.simulator.models;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Far end of a Modbus relay board with 8 relays, 8 inputs and a timer for each relay ("flash").
 * Whoever says plain "on" gets it: a coil that nothing ends, for the truth to show.
 */
public final class ModbusRelayBoard extends ModbusDevice {
  static final int CHANNELS = 8;

  private static final int READ_RELAYS = 1;
  private static final int READ_INPUTS = 2;
  private static final int COMMAND = 5;
  private static final int ALL = 0x00FF;
  private static final int FLASH_ON = 0x02;
  private static final int FLASH_OFF = 0x04;
  private static final int ON = 0xFF00;
  private static final int TENTHS_MAX = 0x7FFF;
  private static final long TENTH_NANOS = 100_000_000;
  private static final long NEVER = Long.MAX_VALUE;

  private final int address;
  private final int baud;
  private final Wiring wiring;
  private final @Nullable ModbusRelayBoard twin;
  private final long[] onFrom = new long[CHANNELS];
  private final long[] onUntil = new long[CHANNELS];

  /**
   * @param address 1 to 247
   */
  public ModbusRelayBoard(String id, int address, int baud, Wiring wiring, Troubles troubles) {
    this(id, address, baud, wiring, troubles, true);
  }

  private ModbusRelayBoard(
      String id, int address, int baud, Wiring wiring, Troubles troubles, boolean first) {
    super(id, troubles);
    this.address = address;
    this.baud = baud;
    this.wiring = wiring;
    twin =
        first ? new ModbusRelayBoard(id, address, baud, wiring.elsewhere(), troubles, false) : null;
  }

  @Override
  int address() {
    return address;
  }

  @Override
  int setBaud() {
    return baud;
  }

  /** The other one is slower, so that both are understood one after the other. */
  @Override
  long thinkingNanos() {
    return twin == null ? 60 * THINKING_NANOS : THINKING_NANOS;
  }

  @Override
  public @Nullable LineDevice twin() {
    return twin;
  }

  @Override
  public void powerCycle(long nanos) {
    super.powerCycle(nanos);
    allOff(nanos);
  }

  @Override
  byte[] answer(byte[] request, long nanos) throws Declined {
    int at = word(request, 2);
    int value = word(request, 4);
    return switch (request[1]) {
      case READ_RELAYS -> bits(READ_RELAYS, at, value, nanos);
      case READ_INPUTS -> bits(READ_INPUTS, at, value, nanos);
      case COMMAND -> {
        command(at, value, nanos);
        yield Arrays.copyOfRange(request, 1, 6);
      }
      default -> throw new Declined(ILLEGAL_FUNCTION);
    };
  }

  private byte[] bits(int function, int from, int count, long nanos) throws Declined {
    if (count < 1 || from + count > CHANNELS) {
      throw new Declined(ILLEGAL_ADDRESS);
    }
    int bits = 0;
    for (int i = 0; i < count; i++) {
      int channel = from + i;
      boolean on = onFrom[channel] <= nanos && nanos < onUntil[channel];
      boolean set = function == READ_RELAYS ? on : wiring.closed(channel + 1, nanos);
      bits |= set ? 1 << i : 0;
    }
    return new byte[] {(byte) function, 1, (byte) bits};
  }

  private void command(int at, int value, long nanos) throws Declined {
    if (at == ALL) {
      plain(value);
      for (int channel = 0; channel < CHANNELS; channel++) {
        turn(channel, value == ON, nanos);
      }
      return;
    }
    int channel = at & 0xFF;
    if (channel >= CHANNELS) {
      throw new Declined(ILLEGAL_ADDRESS);
    }
    switch (at >> 8) {
      case 0 -> {
        plain(value);
        turn(channel, value == ON, nanos);
      }
      case FLASH_ON -> energise(channel, nanos, nanos + tenths(value), nanos);
      case FLASH_OFF -> {
        turn(channel, false, nanos);
        energise(channel, nanos + tenths(value), NEVER, nanos);
      }
      default -> throw new Declined(ILLEGAL_ADDRESS);
    }
  }

  private static void plain(int value) throws Declined {
    if (value != 0 && value != ON) {
      throw new Declined(ILLEGAL_VALUE);
    }
  }

  private static long tenths(int value) throws Declined {
    if (value < 1 || value > TENTHS_MAX) {
      throw new Declined(ILLEGAL_VALUE);
    }
    return value * TENTH_NANOS;
  }

  private void turn(int channel, boolean on, long nanos) {
    if (on) {
      energise(channel, nanos, NEVER, nanos);
    } else {
      onUntil[channel] = nanos;
      wiring.coil(channel + 1).cut(nanos);
    }
  }

  private void energise(int channel, long from, long until, long nanos) {
    boolean weak = on(Trouble.BROWN_OUT, nanos);
    long end = weak ? from + LockBoard8a.BROWN_OUT_PULSE_NANOS : until;
    onFrom[channel] = from;
    onUntil[channel] = end;
    wiring.coil(channel + 1).energise(from, end);
    if (weak) {
      beDeaf(nanos + (long) (troubles().amount(id(), Trouble.BROWN_OUT, 2_000) * 1e6));
    }
  }

  private void allOff(long nanos) {
    for (int channel = 0; channel < CHANNELS; channel++) {
      turn(channel, false, nanos);
    }
  }

  private static int word(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
  }
}
