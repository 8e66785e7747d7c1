package io.shelfkeeper.simulator.models;

import io.shelfkeeper.simulator.world.Conversions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Far end of a generic RS-485 load-cell transmitter: register map with a scale behind it. Where its
 * public document is silent it does the less pleasant thing: a write while locked, and a tare while
 * moving, are answered as if done, and nothing changes.
 */
public final class Transmitter extends ModbusDevice {
  private static final int READ = 3;
  private static final int WRITE = 16;
  private static final int NOW = 0x7FFF_FFFF;
  private static final int UNLOCK = 0x5AA5;
  private static final int FACTORY_RESET = 0x55;
  private static final int MOST_REGISTERS = 125;
  private static final int FULL_TURN = 3;

  private final Conversions cell;
  private final TroubledCell troubled;
  private final TransmitterScale scale = new TransmitterScale();
  private final TransmitterRegisters plain = new TransmitterRegisters();
  private final @Nullable Transmitter twin;
  private int address;
  private int baud;
  private boolean unlocked;
  private int undocumentedBits;
  private int turn;

  /**
   * @param address 1 to 247
   * @param baud the rate it is set to
   * @param cell its own weighing cell
   */
  public Transmitter(String id, int address, int baud, Conversions cell, Troubles troubles) {
    this(id, address, baud, cell, troubles, true);
  }

  private Transmitter(
      String id, int address, int baud, Conversions cell, Troubles troubles, boolean first) {
    super(id, troubles);
    this.address = address;
    this.baud = baud;
    this.cell = cell;
    troubled = new TroubledCell(id, cell, troubles);
    twin = first ? new Transmitter(id, address, baud, lighter(cell), troubles, false) : null;
  }

  /** Sets status bits 10 and 11, of which nobody documents when they come. */
  void undocumentedBits(int bits) {
    undocumentedBits = bits;
  }

  @Override
  int address() {
    return address;
  }

  @Override
  int setBaud() {
    return baud;
  }

  @Override
  public @Nullable LineDevice twin() {
    return twin;
  }

  /** Two devices are never equally fast: what the twin says collides, or comes behind. */
  @Override
  long thinkingNanos() {
    turn = (turn + 1) % FULL_TURN;
    long jitter = twin == null ? 4_000_000L * turn * turn : 0;
    return THINKING_NANOS + plain.get(4) * 1_000_000L + jitter;
  }

  @Override
  public List<Reply> hear(byte[] bytes, long nanos) {
    // Another protocol than Modbus RTU is not played: such a device is mute here.
    return plain.get(3) == 1 ? super.hear(bytes, nanos) : List.of();
  }

  @Override
  public void powerCycle(long nanos) {
    super.powerCycle(nanos);
    unlocked = false;
    scale.tare(0);
  }

  @Override
  byte[] answer(byte[] request, long nanos) throws Declined {
    int from = word(request, 2);
    int count = word(request, 4);
    return switch (request[1]) {
      case READ -> read(from, count, nanos);
      case WRITE -> write(request, from, count, nanos);
      default -> throw new Declined(ILLEGAL_FUNCTION);
    };
  }

  private byte[] read(int from, int count, long nanos) throws Declined {
    if (count < 1 || count > MOST_REGISTERS) {
      throw new Declined(ILLEGAL_VALUE);
    }
    if (count > 2 && on(Trouble.SINGLE_VALUES, nanos)) {
      throw new Declined(ILLEGAL_ADDRESS);
    }
    int code = code(nanos) + spike(from, count, nanos);
    byte[] pdu = new byte[2 + 2 * count];
    pdu[0] = READ;
    pdu[1] = (byte) (2 * count);
    for (int i = 0; i < count; i++) {
      int value = register(from + i, code, nanos);
      pdu[2 + 2 * i] = (byte) (value >>> 8);
      pdu[3 + 2 * i] = (byte) value;
    }
    return pdu;
  }

  private int register(int number, int code, long nanos) throws Declined {
    return switch (number) {
      case 0 -> address;
      case 1 -> TransmitterRegisters.baudCode(baud);
      case 8 -> status(code, nanos);
      case 30, 31 -> half(number, scale.measured(code));
      case 36, 37 -> half(number, scale.zeroCode());
      case 44, 45 -> half(number, code);
      case 80, 81 -> half(number, scale.gross(code));
      case 82, 83 -> half(number, scale.net(code));
      case 84, 85 -> half(number, scale.tare());
      case 86, 87 -> half(number, scale.units(TransmitterRegisters.CAPACITY_GRAMS));
      case 104 -> on(Trouble.WRONG_UNIT, nanos) ? 2 : plain.get(number);
      default -> {
        if (!plain.has(number)) {
          throw new Declined(ILLEGAL_ADDRESS);
        }
        yield plain.get(number);
      }
    };
  }

  private int status(int code, long nanos) {
    int gross = scale.gross(code);
    boolean overflow = TransmitterScale.saturated(code);
    int most = scale.units(TransmitterRegisters.CAPACITY_GRAMS + 9 * scale.divisionGrams());
    boolean overload = !overflow && gross > most;
    boolean weight = !overflow && !overload;
    return scale.decimals()
        | bit(3, gross < 0)
        | bit(5, !(weight && stable(nanos)))
        | bit(6, overflow)
        | bit(7, gross == 0)
        | bit(9, overload)
        | undocumentedBits;
  }

  private boolean stable(long nanos) {
    double range = plain.get(98) * scale.divisionGrams();
    boolean still = on(Trouble.FROZEN, nanos) || cell.spread(plain.get(99)) <= range;
    return still && !on(Trouble.DRIFT, nanos);
  }

  private byte[] write(byte[] request, int from, int count, long nanos) throws Declined {
    if (count < 1 || count > 2 || request.length != 7 + 2 * count || request[6] != 2 * count) {
      throw new Declined(ILLEGAL_VALUE);
    }
    if (!TransmitterRegisters.writable(from) || TransmitterRegisters.wide(from) != (count == 2)) {
      throw new Declined(ILLEGAL_ADDRESS);
    }
    int value = count == 1 ? word(request, 7) : word(request, 7) << 16 | word(request, 9);
    if (unlocked || !TransmitterRegisters.guarded(from)) {
      set(from, value, nanos);
    }
    return new byte[] {WRITE, request[2], request[3], request[4], request[5]};
  }

  private void set(int register, int value, long nanos) throws Declined {
    int code = code(nanos);
    switch (register) {
      case 0 -> address = range(value, 1, 247);
      case 1 -> baud = TransmitterRegisters.baud(value);
      case 3 -> {
        plain.set(3, range(value, 0, 2));
        plain.set(2, TransmitterRegisters.FRAME_8N1);
      }
      case 5 -> unlocked = value == UNLOCK;
      case 7 -> {
        if (value == FACTORY_RESET) {
          scale.factoryReset();
        }
      }
      case 36 -> {
        if (value == NOW) {
          scale.calibrateZero(code);
        }
      }
      case 38 -> scale.calibrateZero(code);
      case 42 -> scale.calibrateSpan(code, value);
      case 84 -> tare(value, code, nanos);
      case 88 -> {
        scale.division(range(value, 0, 0x11));
        plain.set(88, value);
      }
      case 94 -> zero(code, nanos);
      default -> plain.set(register, value);
    }
  }

  private void tare(int value, int code, long nanos) throws Declined {
    if (value != NOW) {
      scale.tare(range(value, -8_000_000, 8_000_000));
    } else if (stable(nanos)) {
      scale.tare(scale.gross(code));
    }
  }

  private void zero(int code, long nanos) {
    int most = scale.units(TransmitterRegisters.CAPACITY_GRAMS * plain.get(93) / 100.0);
    if (stable(nanos) && Math.abs(scale.measured(code)) <= most) {
      scale.zeroAt(code);
    }
  }

  private int code(long nanos) {
    return TransmitterScale.code(troubled.grams(nanos));
  }

  /** A spike shows in the next weight that is read, and only there. */
  private int spike(int from, int count, long nanos) {
    boolean weight = from <= 83 && from + count > 80;
    if (!weight || !on(Trouble.SPIKE, nanos)) {
      return 0;
    }
    double grams = troubles().amount(id(), Trouble.SPIKE, 5_000);
    troubles().take(id(), Trouble.SPIKE);
    return TransmitterScale.code(grams);
  }

  private static Conversions lighter(Conversions cell) {
    return new Conversions() {
      @Override
      public double grams(long nanos) {
        return 37 + 0.6 * cell.grams(nanos);
      }

      @Override
      public double spread(int conversions) {
        return cell.spread(conversions);
      }
    };
  }

  private static int range(int value, int low, int high) throws Declined {
    if (value < low || value > high) {
      throw new Declined(ILLEGAL_VALUE);
    }
    return value;
  }

  /** The high word has the even number. */
  private static int half(int number, int value) {
    return (number & 1) == 0 ? value >>> 16 : value & 0xFFFF;
  }

  private static int bit(int number, boolean set) {
    return set ? 1 << number : 0;
  }

  private static int word(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
  }
}
