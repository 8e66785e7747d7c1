package io.shelfkeeper.drivers.signal.pinsignals;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.SignalBoard;
import io.shelfkeeper.drivers.api.SignalPattern;
import io.shelfkeeper.drivers.link.OutputLine;
import io.shelfkeeper.drivers.link.Pins;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Signals on the machine's own pins. Takes all lines at once, inactive, or none of them. A process
 * that is killed or stopped may leave a lamp as it is until the next start takes its line: unlike a
 * coil it bears that, so nobody has to accept it in writing.
 */
public final class PinSignalsDriver implements SignalBoard {
  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final long LOOK_NANOS = 1_000 * NANOS_PER_MILLI;

  private final Pins pins;
  private final List<Played> signals;
  private final LongSupplier nanos;
  private final List<OutputLine> lines = new ArrayList<>();
  private long dueNanos;

  /** What one signal shows, and since when. */
  private static final class Played {
    private final PinSignal setup;
    private SignalPattern pattern = SignalPattern.OFF;
    private long sinceNanos;

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
    try {
      if (lines.isEmpty()) {
        take();
      }
      for (int i = 0; i < lines.size(); i++) {
        OutputLine line = lines.get(i);
        boolean isOn = signals.get(i).isOn(now);
        if (line.isActive() != isOn) {
          line.set(isOn);
        }
        wait = Math.min(wait, signals.get(i).changesAfterNanos(now));
      }
    } catch (DeviceFault fault) {
      allOff();
      wait = LOOK_NANOS;
      throw fault;
    } finally {
      dueNanos = now + wait;
    }
  }

  private void take() throws DeviceFault {
    for (Played signal : signals) {
      lines.add(pins.lines().output(signal.setup.output()));
    }
  }

  @Override
  public long dueNanos() {
    return dueNanos;
  }

  @Override
  public void allOff() {
    lines.forEach(OutputLine::close);
    lines.clear();
    dueNanos = nanos.getAsLong();
  }
}
