package io.shelfkeeper.drivers.link.pi4j;

import com.pi4j.context.Context;
import com.pi4j.exception.Pi4JException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputConfigBuilder;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.InputLine;
import io.shelfkeeper.drivers.link.InputSetup;
import io.shelfkeeper.drivers.link.LineLink;
import io.shelfkeeper.drivers.link.LineName;
import io.shelfkeeper.drivers.link.OutputLine;
import io.shelfkeeper.drivers.link.OutputSetup;
import io.shelfkeeper.drivers.link.gpio.FoundLine;
import io.shelfkeeper.drivers.link.gpio.LineFinder;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines as Pi4J has them, whoever provides them. What a line means when it is low is known here and
 * nowhere below.
 */
public final class Pi4jLines implements LineLink {
  private final Context context;
  private final LineFinder finder;
  private final List<AutoCloseable> held = new ArrayList<>();

  public Pi4jLines(Context context, LineFinder finder) {
    this.context = context;
    this.finder = finder;
  }

  @Override
  public synchronized OutputLine output(OutputSetup setup) throws DeviceFault {
    FoundLine found = finder.find(setup.line());
    DigitalState inactive = level(false, setup.activeLow());
    try {
      DigitalOutput output =
          context.create(
              DigitalOutput.newConfigBuilder(context)
                  .id(id(found) + (setup.openDrain() ? KernelOutputs.OPEN_DRAIN : ""))
                  .bus(found.chipNumber())
                  .bcm(found.info().number())
                  .initial(inactive)
                  .shutdown(inactive)
                  .build());
      Output line = new Output(output, setup.activeLow());
      held.add(line);
      return line;
    } catch (Pi4JException | IllegalStateException e) {
      throw fault(e);
    }
  }

  @Override
  public synchronized InputLine input(InputSetup setup, Runnable hint) throws DeviceFault {
    FoundLine found = finder.find(setup.line());
    try {
      DigitalInputConfigBuilder wanted =
          DigitalInput.newConfigBuilder(context)
              .id(id(found))
              .bus(found.chipNumber())
              .bcm(found.info().number())
              .debounce((long) setup.debounceMicros())
              .pull(
                  switch (setup.bias()) {
                    case AS_IS -> PullResistance.OFF;
                    case UP -> PullResistance.PULL_UP;
                    case DOWN -> PullResistance.PULL_DOWN;
                  });
      DigitalInput input = context.create(wanted.build());
      input.addListener(event -> hint.run());
      Input line = new Input(input, setup.activeLow());
      held.add(line);
      return line;
    } catch (Pi4JException | IllegalStateException e) {
      throw fault(e);
    }
  }

  @Override
  public void check(LineName line) throws DeviceFault {
    FoundLine found = finder.find(line);
    if (found.info().isUsed()) {
      throw found.info().held("Line " + line);
    }
  }

  private static String id(FoundLine found) {
    return found.chip() + "/" + found.info().number();
  }

  private static DigitalState level(boolean active, boolean activeLow) {
    return Buses.level(active != activeLow);
  }

  @Override
  public synchronized void close() {
    for (AutoCloseable line : List.copyOf(held)) {
      switch (line) {
        case Output output -> output.close();
        case Input input -> input.close();
        default -> throw new IllegalStateException();
      }
    }
  }

  private synchronized void forget(AutoCloseable line) {
    held.remove(line);
  }

  /** Our own providers say what is wrong as a fault; another one says it in its own words. */
  private static DeviceFault fault(RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof DeviceFault fault) {
        return fault;
      }
    }
    return new DeviceFault(
        FaultKind.LINK_DOWN, "A pin does not obey: " + e.getMessage(), "Check with gpioinfo.");
  }

  private final class Output implements OutputLine {
    private final DigitalOutput output;
    private final boolean activeLow;

    Output(DigitalOutput output, boolean activeLow) {
      this.output = output;
      this.activeLow = activeLow;
    }

    @Override
    public void set(boolean active) throws DeviceFault {
      try {
        output.state(level(active, activeLow));
      } catch (Pi4JException | IllegalStateException e) {
        throw fault(e);
      }
    }

    @Override
    public boolean isActive() {
      return output.state() == level(true, activeLow);
    }

    @Override
    public void close() {
      forget(this);
      shut(output.getId());
    }
  }

  private final class Input implements InputLine {
    private final DigitalInput input;
    private final boolean activeLow;

    Input(DigitalInput input, boolean activeLow) {
      this.input = input;
      this.activeLow = activeLow;
    }

    @Override
    public boolean isActive() throws DeviceFault {
      try {
        return input.state() == level(true, activeLow);
      } catch (Pi4JException | IllegalStateException e) {
        throw fault(e);
      }
    }

    /** Of another provider nobody knows. */
    @Override
    public long lostEdges() {
      return input instanceof KernelInput ours ? ours.lostEdges() : 0;
    }

    @Override
    public void close() {
      forget(this);
      shut(input.getId());
    }
  }

  private void shut(String id) {
    try {
      if (context.hasIO(id)) {
        context.shutdown(id);
      }
    } catch (Pi4JException | IllegalStateException e) {
      return; // One line that cannot be shut must not keep the others held.
    }
  }
}
