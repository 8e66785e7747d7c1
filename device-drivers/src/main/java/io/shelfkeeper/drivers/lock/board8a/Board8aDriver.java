package io.shelfkeeper.drivers.lock.board8a;

import io.shelfkeeper.drivers.api.Contacts;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.api.Lock;
import io.shelfkeeper.drivers.api.LockBoard;
import io.shelfkeeper.drivers.api.Pulse;
import io.shelfkeeper.drivers.link.ByteLink;
import io.shelfkeeper.drivers.lock.Leftovers;
import io.shelfkeeper.drivers.lock.PulseGuard;
import io.shelfkeeper.drivers.lock.TwinWatch;
import io.shelfkeeper.drivers.lock.board8a.Board8aCodec.Wanted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A lock board of the "8A / 80" protocol, which times its pulses itself. Never sends an unlock
 * twice, never one while another may run, and none to a board whose contacts it cannot read.
 */
public final class Board8aDriver implements LockBoard {
  /** What the sheets say of the pulse that is built into the board. */
  public static final int PULSE_MILLIS = 300;

  private static final int TRIES = 3;

  /**
   * Boards answer an unlock after the pulse, and one implementation waits 750 ms for any answer.
   */
  private static final int ANSWER_MILLIS = 1_000;

  /** However much noise comes in between, nobody is listened to for longer. */
  private static final long LISTEN_NANOS_MAX = 2L * ANSWER_MILLIS * 1_000_000;

  /** Silence that ends an answer at 9,600 baud. */
  private static final int GAP_MILLIS = 5;

  /** What the sheet asks for after a broken answer. */
  private static final int REST_MILLIS = 50;

  private static final int BYTES_MAX = 64;

  private static final long PULSE_NANOS = PULSE_MILLIS * 1_000_000L;

  /** The pulse is about 300 ms by several sources and measured by none: so a wide bound. */
  private static final long PULSE_NANOS_MAX = 1_500_000_000L;

  private final ByteLink link;
  private final Board8aSetup setup;
  private final LongSupplier nanos;
  private final Board8aCodec codec;

  /** For what is said while nothing is asked. */
  private final Board8aCodec ear;

  private final PulseGuard guard;
  private final TwinWatch twins = new TwinWatch();
  private final byte[] buffer = new byte[BYTES_MAX];

  /** The last thing we know is that it answers, alone. */
  private boolean heard;

  /** Our own requests come back on this wire. */
  private boolean echo;

  /**
   * @param nanos monotonic time: pulses are kept apart by it
   */
  public Board8aDriver(ByteLink link, Board8aSetup setup, LongSupplier nanos) {
    this.link = link;
    this.setup = setup;
    this.nanos = nanos;
    codec = new Board8aCodec(setup.statusBytes());
    ear = new Board8aCodec(setup.statusBytes());
    guard = new PulseGuard(setup.channels(), PULSE_NANOS_MAX, nanos.getAsLong());
  }

  @Override
  public Lock lock(int channel, int pulseMillis) {
    if (channel < 1 || channel > setup.channels() || pulseMillis != PULSE_MILLIS) {
      throw new IllegalArgumentException(
          "lock " + channel + " of " + setup.channels() + ", pulse of " + pulseMillis + " ms");
    }
    return latestNanos -> unlock(channel, latestNanos);
  }

  /** Nothing to send: its outputs are on during its own pulses only. */
  @Override
  public void allOff() {}

  @Override
  public Contacts contacts() throws DeviceFault {
    heard = false;
    for (int attempt = 1; ; attempt++) {
      try {
        Board8aFrame.All all = readAll();
        heard = true;
        long bits = all.bits(setup.lastByteLow());
        long used = (1L << setup.channels()) - 1;
        return new Contacts(setup.channels(), (setup.inverted() ? ~bits : bits) & used);
      } catch (DeviceFault fault) {
        if (fault.kind() != FaultKind.GARBLED || attempt == TRIES) {
          throw fault;
        }
      }
    }
  }

  private Board8aFrame.All readAll() throws DeviceFault {
    byte[] request = Board8aCodec.readAll(setup.address());
    settle();
    twins.asks();
    codec.expect(Wanted.ALL);
    link.write(request);
    // Two boards answer one after the other, up to a second apart: at first all of it is waited
    // for.
    boolean listensOut = !twins.isAlone();
    Board8aFrame.All all = null;
    byte[] garbled = null;
    for (Board8aFrame frame : listen(listensOut ? Long.MAX_VALUE : 1, this::isOurs)) {
      if (frame instanceof Board8aFrame.All a && isOurs(a)) {
        twins.hears();
        all = all == null ? a : all;
      } else if (frame instanceof Board8aFrame.Garbled g) {
        garbled = garbled == null ? g.bytes() : garbled;
      }
    }
    if (listensOut) {
      twins.listenedOut();
    }
    noteEcho(garbled, request, all != null);
    if (twins.isCertain()) {
      throw conflict();
    }
    if (all == null) {
      throw failure(garbled);
    }
    return all;
  }

  private boolean isOurs(Board8aFrame frame) {
    return frame instanceof Board8aFrame.All all && all.address() == setup.address();
  }

  /** Known until an answer comes with nothing before it: noise may hit an echo, too. */
  private void noteEcho(byte @Nullable [] garbled, byte[] request, boolean answered) {
    if (garbled == null) {
      echo &= !answered;
    } else {
      echo |= startsWith(garbled, request);
    }
  }

  private DeviceFault conflict() {
    return fault(
        FaultKind.ADDRESS_CONFLICT,
        "answers twice to a request",
        "Look for a second board with address " + setup.address() + " on this bus.");
  }

  private DeviceFault failure(byte @Nullable [] garbled) {
    if (garbled == null || echo && garbled.length == 5) {
      return fault(
          FaultKind.NO_ANSWER,
          "does not answer",
          "Check its supply, the wires A and B, its address switches and the baud rate.");
    }
    if (Board8aCodec.isAllOfAnotherSize(garbled)) {
      return fault(
          FaultKind.MISCONFIGURED,
          "has another number of locks than the " + setup.channels() + " of the site file",
          "Correct the number of channels in the site file.");
    }
    return fault(
        FaultKind.GARBLED,
        "was not understood",
        "Check shield and terminating resistors, and that no other board has its address.");
  }

  private Pulse unlock(int channel, long latestNanos) throws DeviceFault {
    if (!heard || !twins.isAlone()) {
      contacts();
    }
    settle();
    if (twins.isSuspected() || !twins.isAlone()) {
      throw conflict();
    }
    long now = nanos.getAsLong();
    PulseGuard.inTime(latestNanos, now);
    guard.begin(channel, PULSE_NANOS, PULSE_NANOS_MAX, now);
    codec.expect(Wanted.UNLOCKED);
    try {
      link.write(Board8aCodec.unlock(setup.address(), channel));
      long wanted = echo ? 2 : 1;
      Predicate<Board8aFrame> answers = frame -> isUnlocked(frame, channel);
      if (listen(wanted, answers).stream().filter(answers).count() >= wanted) {
        guard.end(nanos.getAsLong());
        return Pulse.ANSWERED;
      }
    } catch (DeviceFault fault) {
      // Bytes may have left before the wire went; the next reading of the contacts says so again.
    }
    heard = false;
    return Pulse.UNANSWERED;
  }

  private boolean isUnlocked(Board8aFrame frame, int channel) {
    return frame instanceof Board8aFrame.Unlocked u
        && u.address() == setup.address()
        && u.lock() == channel;
  }

  /** Everything that is said until nobody can answer any more, or so many answers have come. */
  private List<Board8aFrame> listen(long enough, Predicate<Board8aFrame> answer)
      throws DeviceFault {
    List<Board8aFrame> frames = new ArrayList<>();
    long end = nanos.getAsLong() + LISTEN_NANOS_MAX;
    int room = BYTES_MAX;
    int count = link.read(buffer, 0, room, ANSWER_MILLIS);
    while (count > 0) {
      room -= count;
      frames.addAll(codec.feed(buffer, 0, count));
      boolean done =
          room == 0
              || frames.stream().filter(answer).count() >= enough
              || nanos.getAsLong() - end > 0;
      count = done ? 0 : link.read(buffer, 0, room, ANSWER_MILLIS);
    }
    frames.addAll(codec.quiet());
    return frames;
  }

  /** What is still on its way answers nothing we ask now; it may tell that there are two of us. */
  private void settle() throws DeviceFault {
    Leftovers.clear(link, buffer, GAP_MILLIS, REST_MILLIS, this::overhears);
    count(ear.quiet());
  }

  @Override
  public void overhears(byte[] bytes, int offset, int length) {
    count(ear.feed(bytes, offset, length));
  }

  private void count(List<Board8aFrame> overheard) {
    overheard.stream().filter(this::isOurs).forEach(frame -> twins.hears());
  }

  private static boolean startsWith(byte[] bytes, byte[] start) {
    return bytes.length >= start.length
        && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
  }

  private DeviceFault fault(FaultKind kind, String what, String check) {
    return new DeviceFault(
        kind, "The lock board at address " + setup.address() + " " + what, check);
  }
}
