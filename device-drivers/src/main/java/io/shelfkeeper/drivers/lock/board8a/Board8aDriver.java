package io.shelfkeeper.drivers.lock.board8a;

import io.shelfkeeper.drivers.api.Contacts;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.api.Lock;
import io.shelfkeeper.drivers.api.LockBoard;
import io.shelfkeeper.drivers.api.Pulse;
import io.shelfkeeper.drivers.link.ByteLink;
import io.shelfkeeper.drivers.lock.PulseGuard;
import io.shelfkeeper.drivers.lock.board8a.Board8aCodec.Wanted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
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

  /** Silence that ends an answer at 9,600 baud is 5 ms; a USB adapter may hold bytes for 16 ms. */
  private static final int LUMP_MILLIS = 20;

  /** What the sheet asks for after a broken answer. */
  private static final int REST_MILLIS = 50;

  private static final int BYTES_MAX = 64;

  private static final long PULSE_NANOS = PULSE_MILLIS * 1_000_000L;

  /** The pulse is about 300 ms by several sources and measured by none: so a wide bound. */
  private static final long PULSE_NANOS_MAX = 1_500_000_000L;

  /** So many reads in a row with two answers are no accident. */
  private static final int CONFLICT = 3;

  private final ByteLink link;
  private final Board8aSetup setup;
  private final LongSupplier nanos;
  private final Board8aCodec codec;
  private final PulseGuard guard;
  private final byte[] buffer = new byte[BYTES_MAX];

  /** The last thing we know is that it answers, alone. */
  private boolean heard;

  /** Our own requests come back on this wire. */
  private boolean echo;

  private int doubled;

  /**
   * @param nanos monotonic time: pulses are kept apart by it
   */
  public Board8aDriver(ByteLink link, Board8aSetup setup, LongSupplier nanos) {
    this.link = link;
    this.setup = setup;
    this.nanos = nanos;
    codec = new Board8aCodec(setup.statusBytes());
    guard = new PulseGuard(setup.channels(), PULSE_NANOS_MAX, nanos.getAsLong());
  }

  @Override
  public Lock lock(int channel, int pulseMillis) {
    if (channel < 1 || channel > setup.channels() || pulseMillis != PULSE_MILLIS) {
      throw new IllegalArgumentException(
          "lock " + channel + " of " + setup.channels() + ", pulse of " + pulseMillis + " ms");
    }
    return () -> unlock(channel);
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
    codec.expect(Wanted.ALL);
    link.write(request);
    Board8aFrame.All all = null;
    byte[] garbled = null;
    boolean twice = false;
    for (Board8aFrame frame : listen()) {
      if (frame instanceof Board8aFrame.All a && a.address() == setup.address()) {
        twice = all != null;
        all = twice ? all : a;
      } else if (frame instanceof Board8aFrame.Garbled g) {
        garbled = garbled == null ? g.bytes() : garbled;
      }
    }
    noteEcho(garbled, request, all != null);
    doubled = twice ? doubled + 1 : 0;
    if (doubled >= CONFLICT) {
      throw conflict();
    }
    if (all == null) {
      throw failure(garbled);
    }
    return all;
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

  private Pulse unlock(int channel) throws DeviceFault {
    if (!heard) {
      contacts();
    }
    if (doubled > 0) {
      throw conflict();
    }
    settle();
    guard.begin(channel, PULSE_NANOS, PULSE_NANOS_MAX, nanos.getAsLong());
    codec.expect(Wanted.UNLOCKED);
    try {
      link.write(Board8aCodec.unlock(setup.address(), channel));
      long wanted = echo ? 2 : 1;
      long answers = listen(wanted).stream().filter(frame -> isUnlocked(frame, channel)).count();
      if (answers >= wanted) {
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

  private List<Board8aFrame> listen() throws DeviceFault {
    return listen(Long.MAX_VALUE);
  }

  /** Everything that is said until the line is quiet, or so many whole frames have come. */
  private List<Board8aFrame> listen(long enough) throws DeviceFault {
    List<Board8aFrame> frames = new ArrayList<>();
    int room = BYTES_MAX;
    int wait = ANSWER_MILLIS;
    while (room > 0 && whole(frames) < enough) {
      int count = link.read(buffer, 0, room, wait);
      if (count == 0) {
        break;
      }
      room -= count;
      frames.addAll(codec.feed(buffer, 0, count));
      // Behind an echo or stray bytes the answer has still to come; behind an answer, a lump.
      wait = whole(frames) > 0 && enough == Long.MAX_VALUE ? LUMP_MILLIS : ANSWER_MILLIS;
    }
    frames.addAll(codec.quiet());
    return frames;
  }

  private static long whole(List<Board8aFrame> frames) {
    return frames.stream().filter(frame -> !(frame instanceof Board8aFrame.Garbled)).count();
  }

  /** What is still on its way answers nothing we ask now. */
  private void settle() throws DeviceFault {
    link.discardInput();
    for (int i = 0; i < 4 && link.read(buffer, 0, BYTES_MAX, LUMP_MILLIS / 4) > 0; i++) {
      link.read(buffer, 0, BYTES_MAX, REST_MILLIS);
    }
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
