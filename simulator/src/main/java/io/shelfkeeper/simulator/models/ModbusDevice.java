package io.shelfkeeper.simulator.models;

import java.util.ArrayList;
import java.util.List;

/**
 * A Modbus RTU slave: addresses, exceptions, broadcast, and the troubles that are the same for
 * every slave. What the registers mean is its subclass's business.
 */
abstract class ModbusDevice implements LineDevice {
  static final int ILLEGAL_FUNCTION = 1;
  static final int ILLEGAL_ADDRESS = 2;
  static final int ILLEGAL_VALUE = 3;
  private static final int BUSY = 6;

  static final long THINKING_NANOS = 1_000_000;
  private static final long BOOT_NANOS = 800_000_000;
  private static final int BROADCAST = 0;

  private final String id;
  private final Troubles troubles;
  private final Voice voice;
  private final ModbusEar ear = new ModbusEar();
  private long deafUntil = Long.MIN_VALUE;

  ModbusDevice(String id, Troubles troubles) {
    this.id = id;
    this.troubles = troubles;
    voice = new Voice(id, troubles);
  }

  /** Declines a request with a code of the Modbus table. */
  static final class Declined extends Exception {
    private static final long serialVersionUID = 1L;
    private final int code;

    Declined(int code) {
      super("Modbus exception " + code, null, false, false);
      this.code = code;
    }
  }

  /** The address it answers to now. */
  abstract int address();

  /** The rate that its registers say. */
  abstract int setBaud();

  /** How long it takes before it answers. */
  long thinkingNanos() {
    return THINKING_NANOS;
  }

  /**
   * Carries out a request.
   *
   * @param request address, function, data; no checksum
   * @return function and data of the answer
   */
  abstract byte[] answer(byte[] request, long nanos) throws Declined;

  @Override
  public final String id() {
    return id;
  }

  final boolean on(Trouble kind, long nanos) {
    return troubles.on(id, kind, nanos);
  }

  final Troubles troubles() {
    return troubles;
  }

  @Override
  public int baud(long nanos) {
    return voice.baud(setBaud(), nanos);
  }

  @Override
  public List<Reply> hear(byte[] bytes, long nanos) {
    if (troubles.take(id, Trouble.POWER_CYCLE)) {
      powerCycle(nanos);
    }
    List<Reply> replies = new ArrayList<>();
    for (byte[] request : ear.requests(bytes, nanos)) {
      int asked = request[0] & 0xFF;
      if (nanos < deafUntil || (asked != BROADCAST && asked != address())) {
        continue;
      }
      byte[] body = body(request, nanos);
      if (asked != BROADCAST && nanos >= deafUntil && !on(Trouble.SILENT, nanos)) {
        replies.add(reply(body, nanos));
      }
    }
    return replies;
  }

  @Override
  public void powerCycle(long nanos) {
    deafUntil = nanos + BOOT_NANOS;
  }

  /** Hears and says nothing until then. */
  final void beDeaf(long untilNanos) {
    deafUntil = untilNanos;
  }

  /** The answer without its checksum, in the name of the address that was asked. */
  private byte[] body(byte[] request, long nanos) {
    byte[] pdu;
    try {
      if (on(Trouble.BUSY, nanos)) {
        throw new Declined(BUSY);
      }
      if (on(Trouble.EXCEPTION, nanos)) {
        throw new Declined(ILLEGAL_ADDRESS);
      }
      pdu = answer(request, nanos);
    } catch (Declined declined) {
      pdu = new byte[] {(byte) (request[1] | 0x80), (byte) declined.code};
    }
    byte[] body = new byte[pdu.length + 1];
    body[0] = request[0];
    System.arraycopy(pdu, 0, body, 1, pdu.length);
    return body;
  }

  private Reply reply(byte[] body, long nanos) {
    if (on(Trouble.WRONG_ADDRESS, nanos)) {
      body[0]++;
    }
    byte[] frame = ModbusCrc.appended(body);
    if (on(Trouble.CRC, nanos)) {
      frame[frame.length - 1] ^= 1;
    }
    if (on(Trouble.CRC_SWAPPED, nanos)) {
      byte low = frame[frame.length - 2];
      frame[frame.length - 2] = frame[frame.length - 1];
      frame[frame.length - 1] = low;
    }
    return voice.reply(frame, thinkingNanos(), baud(nanos), nanos);
  }
}
