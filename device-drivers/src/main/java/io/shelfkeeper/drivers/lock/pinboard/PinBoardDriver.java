package io.shelfkeeper.drivers.lock.pinboard;

import io.shelfkeeper.drivers.api.Contacts;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.api.Lock;
import io.shelfkeeper.drivers.api.LockBoard;
import io.shelfkeeper.drivers.api.Pulse;
import io.shelfkeeper.drivers.link.InputLine;
import io.shelfkeeper.drivers.link.InputSetup;
import io.shelfkeeper.drivers.link.Pins;
import io.shelfkeeper.drivers.link.PulsedOutput;
import io.shelfkeeper.drivers.link.TimedLine;
import io.shelfkeeper.drivers.lock.PulseGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The machine's own pins as a lock board. Takes all lines at once, outputs first and inactive, or
 * none of them. A lock on a bare line works only where the machine is known to let go of it when
 * this program dies, or where the owner has accepted in writing that it may not.
 */
public final class PinBoardDriver implements LockBoard {
  private static final long NANOS_PER_MILLI = 1_000_000L;

  /** A kernel under load may end a pulse later than it was told. */
  private static final long MARGIN_NANOS = 100 * NANOS_PER_MILLI;

  private final Pins pins;
  private final PinBoardSetup setup;
  private final LongSupplier nanos;
  private final PulseGuard guard;
  private final List<PulsedOutput> outputs = new ArrayList<>();
  private final List<InputLine> inputs = new ArrayList<>();

  /** What each coil may have been energised for before we came. */
  private final long[] pulseNanos;

  private Runnable reader = () -> {};
  private boolean taken;
  private boolean begun;
  private long lostEdges;

  /**
   * @param nanos monotonic time
   */
  public PinBoardDriver(Pins pins, PinBoardSetup setup, LongSupplier nanos) {
    this.pins = pins;
    this.setup = setup;
    this.nanos = nanos;
    pulseNanos = new long[setup.outputs().size()];
    guard =
        new PulseGuard(
            setup.outputs().size(), PulsedOutput.MILLIS_MAX * NANOS_PER_MILLI, nanos.getAsLong());
  }

  @Override
  public Lock lock(int channel, int pulseMillis) {
    if (channel < 1
        || channel > setup.outputs().size()
        || pulseMillis < 1
        || pulseMillis > PulsedOutput.MILLIS_MAX) {
      throw new IllegalArgumentException(
          "output %d of %d, pulse of %d ms"
              .formatted(channel, setup.outputs().size(), pulseMillis));
    }
    int output = channel - 1;
    pulseNanos[output] = Math.max(pulseNanos[output], pulseMillis * NANOS_PER_MILLI);
    return latestNanos -> unlock(channel, pulseMillis, latestNanos);
  }

  @Override
  public void allOff() throws DeviceFault {
    if (taken) {
      try {
        switchOff();
        return;
      } catch (DeviceFault fault) {
        // Closed and opened again meanwhile, or it does not obey: all of them afresh.
        giveBack();
      }
    }
    try {
      take();
      switchOff();
    } catch (DeviceFault fault) {
      giveBack();
      throw fault;
    }
  }

  private void switchOff() throws DeviceFault {
    for (PulsedOutput output : outputs) {
      output.off();
    }
    guard.end(nanos.getAsLong());
  }

  private void take() throws DeviceFault {
    boolean refused = isRefused();
    if (!refused || !begun) {
      takeOutputs();
      begin();
    }
    if (refused) {
      throw new DeviceFault(
          FaultKind.MISCONFIGURED,
          "No lock works: this machine keeps an output as it is when the agent dies, and a coil"
              + " with it",
          "Put dtparam=strict_gpiod into config.txt and fit a resistor that holds the input of the"
              + " coil where it is off; or use an LED with the trigger oneshot; or accept it in"
              + " writing in the site file.");
    }
    for (InputSetup input : setup.inputs()) {
      inputs.add(pins.lines().input(input, reader));
    }
    lostEdges = 0;
    taken = true;
  }

  private boolean isRefused() {
    return !setup.riskAccepted()
        && setup.outputs().stream()
            .anyMatch(
                output ->
                    output instanceof PinBoardSetup.Output.Line line
                        && !pins.letsGoOf(line.setup().line()));
  }

  /**
   * Takes every output that can be had, which makes it inactive, before it says that one cannot: an
   * agent that was killed may have left any of them on.
   */
  private void takeOutputs() throws DeviceFault {
    DeviceFault missing = null;
    for (PinBoardSetup.Output output : setup.outputs()) {
      try {
        outputs.add(
            switch (output) {
              case PinBoardSetup.Output.Line line ->
                  new TimedLine(pins.lines().output(line.setup()));
              case PinBoardSetup.Output.Led led -> pins.led(led.name());
            });
      } catch (DeviceFault fault) {
        missing = missing == null ? fault : missing;
      }
    }
    if (missing != null) {
      throw missing;
    }
  }

  /**
   * What a bare line did before the first time nobody knows, and it may have been for minutes: its
   * coil rests as after a pulse. A pulse of the kernel was no longer than it should be.
   */
  private void begin() {
    if (!begun) {
      begun = true;
      for (int output = 0; output < pulseNanos.length; output++) {
        if (setup.outputs().get(output) instanceof PinBoardSetup.Output.Line) {
          guard.rest(output + 1, pulseNanos[output], nanos.getAsLong());
        }
      }
    }
  }

  /** What is not known to work is not held: all of it is taken afresh next time. */
  private void giveBack() {
    taken = false;
    outputs.forEach(PulsedOutput::close);
    outputs.clear();
    inputs.forEach(InputLine::close);
    inputs.clear();
  }

  @Override
  public Contacts contacts() throws DeviceFault {
    if (!taken) {
      allOff();
    }
    long closed = 0;
    try {
      for (int i = 0; i < inputs.size(); i++) {
        closed |= inputs.get(i).isActive() ? 1L << i : 0;
      }
    } catch (DeviceFault fault) {
      giveBack();
      throw fault;
    }
    countEdges();
    return new Contacts(inputs.size(), closed);
  }

  /** A contact that moves faster than it can be followed is broken, or hears its neighbours. */
  private void countEdges() throws DeviceFault {
    long lost = inputs.stream().mapToLong(InputLine::lostEdges).sum();
    long more = lost - lostEdges;
    lostEdges = lost;
    if (more > 0) {
      throw new DeviceFault(
          FaultKind.GARBLED,
          "Contacts moved faster than any door: %d edges went by unseen".formatted(more),
          "Check for a loose contact, and keep its wires away from those of coils.");
    }
  }

  @Override
  public void hintTo(Runnable reader) {
    this.reader = reader;
  }

  private Pulse unlock(int channel, int pulseMillis, long latestNanos) throws DeviceFault {
    if (!taken) {
      throw new DeviceFault(
          FaultKind.REFUSED,
          "Nothing was moved: the pins are not ours",
          "See the fault of the board.");
    }
    long pulse = pulseMillis * NANOS_PER_MILLI;
    long now = nanos.getAsLong();
    PulseGuard.inTime(latestNanos, now);
    guard.begin(channel, pulse, pulse + MARGIN_NANOS, now);
    PulsedOutput output = outputs.get(channel - 1);
    try {
      output.pulse(pulseMillis);
      if (!output.isEndedByTheKernel()) {
        guard.end(channel, now, nanos.getAsLong());
      }
      return Pulse.ANSWERED;
    } catch (DeviceFault fault) {
      // It may have begun: it is switched off, and the board taken afresh.
      giveBack();
      return Pulse.unanswered(fault);
    }
  }

  /** Pins have no wire that others talk on. */
  @Override
  public void overhears(byte[] bytes, int offset, int length) {}
}
