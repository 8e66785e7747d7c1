package io.shelfkeeper.drivers.signal.pinsignals;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.SignalBoard;
import io.shelfkeeper.drivers.api.SignalPattern;
import io.shelfkeeper.drivers.link.OutputLine;
import io.shelfkeeper.drivers.link.Pins;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Signals on the machine's own pins. Takes every line that can be had, inactive; one that cannot
 * keeps no other one dark. A process that is killed or stopped may leave a lamp as it is until the
 * next start takes its line: unlike a coil it bears that, so nobody has to accept it in writing.
 */
public final class PinSignalsDriver implements SignalBoard {
  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final long LOOK_NANOS = 1_000 * NANOS_PER_MILLI;

  private final Pins pins;
  private final List<Played> signals;
  private final LongSupplier nanos;
  private long dueNanos;

  /** What one signal shows, since when, and on which line. */
  private static final class Played {
    private final PinSignal setup;
    private SignalPattern pattern = SignalPattern.OFF;
    private long sinceNanos;
    private @Nullable OutputLine line;

    /** Why it does not work, or null; and when it is tried again. */
    private @Nullable DeviceFault fault;

    private long againNanos;

    Played(PinSignal setup, long now) {
      this.setup = setup;
      sinceNanos = now;
    }

    /** How long it may still go on; without a limit for ever. */
    private long leftNanos(long played) {
      return setup.millisMax() == 0
          ? SignalPattern.NEVER
          : Math.max(0, setup.millisMax() * NANOS_PER_MILLI - played);
    }

    boolean isOn(long now) {
      long played = now - sinceNanos;
      return leftNanos(played) > 0 && pattern.isOn(played);
    }

    long changesAfterNanos(long now) {
      long played = now - sinceNanos;
      long left = leftNanos(played);
      return left == 0 ? SignalPattern.NEVER : Math.min(left, pattern.changesAfterNanos(played));
    }

    /** Makes its line what it should be. One that failed is taken afresh, a second later. */
    void play(Pins pins, long now) {
      if (fault != null && now - againNanos < 0) {
        return;
      }
      try {
        OutputLine held = line;
        if (held == null) {
          held = pins.lines().output(setup.output());
          line = held;
        }
        if (held.isActive() != isOn(now)) {
          held.set(isOn(now));
        }
        fault = null;
      } catch (DeviceFault failed) {
        giveBack();
        fault = failed;
        againNanos = now + LOOK_NANOS;
      }
    }

    void giveBack() {
      if (line != null) {
        line.close();
        line = null;
      }
      fault = null;
    }
  }

  /**
   * @param nanos monotonic time
   */
  public PinSignalsDriver(Pins pins, List<PinSignal> signals, LongSupplier nanos) {
    this.pins = pins;
    this.nanos = nanos;
    long now = nanos.getAsLong();
    this.signals = signals.stream().map(signal -> new Played(signal, now)).toList();
    dueNanos = now;
  }

  @Override
  public void show(int signal, SignalPattern pattern) {
    Played played = signals.get(signal);
    if (played.pattern != pattern) {
      played.pattern = pattern;
      played.sinceNanos = nanos.getAsLong();
      dueNanos = played.sinceNanos;
    }
  }

  @Override
  public void play() throws DeviceFault {
    long now = nanos.getAsLong();
    long wait = LOOK_NANOS;
    DeviceFault first = null;
    for (Played signal : signals) {
      signal.play(pins, now);
      if (signal.fault == null) {
        wait = Math.min(wait, signal.changesAfterNanos(now));
      } else if (first == null) {
        first = signal.fault;
      }
    }
    dueNanos = now + wait;
    if (first != null) {
      throw first;
    }
  }

  @Override
  public long dueNanos() {
    return dueNanos;
  }

  @Override
  public void allOff() {
    signals.forEach(Played::giveBack);
    dueNanos = nanos.getAsLong();
  }
}
