package io.shelfkeeper.agent.devices;

import io.shelfkeeper.drivers.wire.Crc16;
import java.util.ArrayList;
import java.util.List;

/** Far ends of both kinds of lock boards: contacts, and a record of their coils. */
abstract class FarBoard implements LockLine.Far {
  /**
   * One time that a coil was energised.
   *
   * @param channel from 1
   * @param millis as ordered; switching off ends it earlier
   */
  record Energised(long nanos, int channel, int millis, long endNanos) {}

  final int address;
  final List<Energised> pulses = new ArrayList<>();
  int allOffs;

  /** Bit 0 is input 1; set while its contact is closed. */
  long closed = 0xFF;

  boolean silent;
  boolean silentToPulses;
  int answerMillis = 20;

  FarBoard(int address) {
    this.address = address;
  }

  void energise(long now, int channel, int millis) {
    pulses.add(new Energised(now, channel, millis, now + millis * LockLine.MILLI));
  }

  void switchOff(long now) {
    pulses.replaceAll(
        pulse ->
            new Energised(
                pulse.nanos(), pulse.channel(), pulse.millis(), Math.min(pulse.endNanos(), now)));
  }

  long on(long now) {
    return pulses.stream()
        .filter(pulse -> pulse.endNanos() > now)
        .mapToLong(pulse -> 1L << pulse.channel() - 1)
        .sum();
  }

  /** A Modbus relay with timed pulses. */
  static final class Relay extends FarBoard {
    Relay(int address) {
      super(address);
    }

    @Override
    public void hears(byte[] bytes, LockLine line) {
      boolean sound =
          bytes.length == 8
              && (bytes[0] & 0xFF) == address
              && java.util.Arrays.equals(bytes, Crc16.sealed(bytes.clone()));
      if (!silent && sound) {
        obey(bytes, line);
      }
    }

    private void obey(byte[] bytes, LockLine line) {
      int register = (bytes[2] & 0xFF) << 8 | bytes[3] & 0xFF;
      int value = (bytes[4] & 0xFF) << 8 | bytes[5] & 0xFF;
      boolean pulse = bytes[1] == 5 && register >> 8 == 2;
      if (pulse) {
        energise(line.now, (register & 0xFF) + 1, value * 100);
      } else if (bytes[1] == 5) {
        allOffs++;
        switchOff(line.now);
      }
      byte[] bits = {bytes[0], bytes[1], 1, (byte) (bytes[1] == 2 ? closed : on(line.now)), 0, 0};
      if (!pulse || !silentToPulses) {
        line.say(bytes[1] == 5 ? bytes : Crc16.sealed(bits), 5 * LockLine.MILLI);
      }
    }
  }

  /** An 8A board with eight locks. */
  static final class Eight extends FarBoard {
    Eight(int address) {
      super(address);
    }

    @Override
    public void hears(byte[] bytes, LockLine line) {
      boolean sound =
          bytes.length == 5 && bytes[1] == address && sealed(bytes.clone())[4] == bytes[4];
      if (silent || !sound) {
        return;
      }
      if (bytes[0] == (byte) 0x8A) {
        energise(line.now, bytes[2], 300);
        byte state = (byte) ((closed >> bytes[2] - 1 & 1) == 1 ? 0x11 : 0);
        if (!silentToPulses) {
          line.say(
              sealed(new byte[] {bytes[0], bytes[1], bytes[2], state, 0}), 320 * LockLine.MILLI);
        }
      } else {
        byte[] all = {bytes[0], bytes[1], 0, 0, (byte) closed, 0x33, 0};
        line.say(sealed(all), answerMillis * LockLine.MILLI);
      }
    }

    private static byte[] sealed(byte[] bytes) {
      byte sum = 0;
      for (int i = 0; i < bytes.length - 1; i++) {
        sum ^= bytes[i];
      }
      bytes[bytes.length - 1] = sum;
      return bytes;
    }
  }
}
