package io.shelfkeeper.simulator.models;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Far end of a lock board of the "8A / 80" protocol, which times its pulses itself. Never says that
 * a door is open, only how a contact is. Where its sheets are silent it does the less pleasant
 * thing: it makes a pulse whatever else runs, and says nothing to what it does not know.
 */
public final class LockBoard8a implements LineDevice {
  /** Built in; nobody can set it. */
  public static final long PULSE_NANOS = 300_000_000;

  static final long BROWN_OUT_PULSE_NANOS = 30_000_000;

  private static final long THINKING_NANOS = 20_000_000;

  /** The other one is of the slow kind, so that both are understood one after the other. */
  private static final long TWIN_THINKING_NANOS = 200_000_000;

  private static final long BOOT_NANOS = 800_000_000;

  /** Several locks open one after the other. */
  private static final long STEP_NANOS = 400_000_000;

  private final String id;
  private final Build build;
  private final int baud;
  private final Wiring wiring;
  private final Voice voice;
  private final Ear8a ear = new Ear8a();
  private final @Nullable LockBoard8a twin;
  private long deafUntil = Long.MIN_VALUE;

  /**
   * How one is built.
   *
   * @param address 1 to 32
   * @param channels locks, 1 to 50
   * @param lastByteLow whether the last byte for all locks holds locks 1 to 8; else the first does
   * @param bitsInverted whether a bit for all locks is set while the contact is open
   */
  public record Build(int address, int channels, boolean lastByteLow, boolean bitsInverted) {}

  public LockBoard8a(String id, Build build, int baud, Wiring wiring, Troubles troubles) {
    this(id, build, baud, wiring, troubles, true);
  }

  private LockBoard8a(
      String id, Build build, int baud, Wiring wiring, Troubles troubles, boolean first) {
    this.id = id;
    this.build = build;
    this.baud = baud;
    this.wiring = wiring;
    voice = new Voice(id, troubles);
    twin = first ? new LockBoard8a(id, build, baud, wiring.elsewhere(), troubles, false) : null;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public int baud(long nanos) {
    return voice.baud(baud, nanos);
  }

  @Override
  public @Nullable LineDevice twin() {
    return twin;
  }

  @Override
  public void powerCycle(long nanos) {
    deafUntil = nanos + BOOT_NANOS;
    wiring.coils().forEach(coil -> coil.cut(nanos));
  }

  @Override
  public List<Reply> hear(byte[] bytes, long nanos) {
    if (voice.troubles().take(id, Trouble.POWER_CYCLE)) {
      powerCycle(nanos);
    }
    List<Reply> replies = new ArrayList<>();
    for (byte[] request : ear.requests(bytes, nanos)) {
      if (nanos < deafUntil || request[1] != build.address) {
        continue;
      }
      Reply reply = answer(request, nanos);
      if (reply != null && nanos >= deafUntil && !voice.on(Trouble.SILENT, nanos)) {
        replies.add(reply);
      }
    }
    return replies;
  }

  private @Nullable Reply answer(byte[] request, long nanos) {
    int lock = request[2];
    return switch (request[0] & 0xFF) {
      case Ear8a.UNLOCK -> {
        long pulse = request.length == 6 ? request[4] * 1_000_000_000L : PULSE_NANOS;
        yield lock == 0 ? unlockAll(pulse, nanos) : unlock(lock, pulse, nanos);
      }
      case Ear8a.READ -> lock == 0 ? readAll(nanos) : readOne(lock, nanos);
      case Ear8a.UNLOCK_SEVERAL -> unlockSeveral(request, nanos);
      case Ear8a.HOLD -> hold(lock, true, nanos);
      case Ear8a.LET_GO -> hold(lock, false, nanos);
      default -> null;
    };
  }

  private @Nullable Reply unlock(int lock, long pulse, long nanos) {
    if (!has(lock)) {
      return null;
    }
    long end = pulse(lock, nanos, pulse, nanos);
    return said(Ear8a.UNLOCK, lock, level(lock, end, nanos), end - nanos, nanos);
  }

  private Reply unlockAll(long pulse, long nanos) {
    long end = nanos;
    for (int lock = 1; lock <= build.channels; lock++) {
      end = pulse(lock, nanos + (lock - 1) * STEP_NANOS, pulse, nanos);
    }
    return said(Ear8a.UNLOCK, 0, Ear8a.PULSE_WORD, end - nanos, nanos);
  }

  /** The first byte holds locks 1 to 8, as two sources write it and nothing proves. No answer. */
  private @Nullable Reply unlockSeveral(byte[] request, long nanos) {
    long from = nanos;
    for (int lock = 1; lock <= 24; lock++) {
      if (has(lock) && (request[2 + (lock - 1) / 8] >> (lock - 1) % 8 & 1) == 1) {
        pulse(lock, from, PULSE_NANOS, nanos);
        from += STEP_NANOS;
      }
    }
    return null;
  }

  private @Nullable Reply hold(int lock, boolean on, long nanos) {
    if (has(lock) && on) {
      wiring.coil(lock).energise(nanos, Long.MAX_VALUE);
    } else if (has(lock)) {
      wiring.coil(lock).cut(nanos);
    }
    return null;
  }

  private long pulse(int lock, long from, long length, long nanos) {
    boolean weak = voice.on(Trouble.BROWN_OUT, nanos);
    long end = from + (weak ? BROWN_OUT_PULSE_NANOS : length);
    wiring.coil(lock).energise(from, end);
    if (weak) {
      deafUntil = nanos + (long) (voice.amount(Trouble.BROWN_OUT, 2_000) * 1e6);
    }
    return end;
  }

  private @Nullable Reply readOne(int lock, long nanos) {
    return has(lock) ? said(Ear8a.READ, lock, level(lock, nanos, nanos), 0, nanos) : null;
  }

  private Reply readAll(long nanos) {
    int usual = Math.max(3, (build.channels + 7) / 8);
    boolean other = voice.on(Trouble.STATUS_BYTES, nanos);
    int size = other ? Math.clamp((int) voice.amount(Trouble.STATUS_BYTES, 4), 1, 8) : usual;
    boolean lastLow = build.lastByteLow != voice.on(Trouble.WRONG_ORDER, nanos);
    boolean inverted = build.bitsInverted != voice.on(Trouble.WRONG_BITS, nanos);
    byte[] frame = new byte[size + 4];
    frame[0] = (byte) Ear8a.READ;
    for (int lock = 1; lock <= build.channels && lock <= 8 * size; lock++) {
      if (wiring.closed(lock, nanos) != inverted) {
        int group = (lock - 1) / 8;
        frame[2 + (lastLow ? size - 1 - group : group)] |= (byte) (1 << (lock - 1) % 8);
      }
    }
    frame[size + 2] = Ear8a.READ_WORD;
    return checked(frame, 0, nanos);
  }

  private int level(int lock, long at, long nanos) {
    boolean closed = wiring.closed(lock, at);
    return closed != voice.on(Trouble.WRONG_LEVEL, nanos) ? Ear8a.PULSE_WORD : 0;
  }

  private Reply said(int first, int lock, int last, long afterNanos, long nanos) {
    boolean other = voice.on(Trouble.WRONG_LOCK, nanos);
    byte[] frame = {(byte) first, 0, (byte) (other ? lock + 1 : lock), (byte) last, 0};
    return checked(frame, afterNanos, nanos);
  }

  private Reply checked(byte[] frame, long afterNanos, long nanos) {
    frame[1] = (byte) (build.address + (voice.on(Trouble.WRONG_ADDRESS, nanos) ? 1 : 0));
    int last = frame.length - 1;
    frame[last] = Ear8a.check(frame, 0, last);
    frame[last] ^= (byte) (voice.on(Trouble.CRC, nanos) ? 1 : 0);
    long thinking = twin == null ? TWIN_THINKING_NANOS : THINKING_NANOS;
    return voice.reply(frame, afterNanos + thinking, baud(nanos), nanos);
  }

  private boolean has(int lock) {
    return lock >= 1 && lock <= build.channels;
  }
}
