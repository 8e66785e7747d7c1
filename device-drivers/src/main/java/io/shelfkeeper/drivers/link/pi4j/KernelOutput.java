package io.shelfkeeper.drivers.link.pi4j;

import com.pi4j.context.Context;
import com.pi4j.exception.InitializeException;
import com.pi4j.exception.Pi4JException;
import com.pi4j.io.exception.IOException;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputBase;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import com.pi4j.io.gpio.digital.DigitalState;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.link.gpio.GpioLines;
import io.shelfkeeper.drivers.link.gpio.HeldLine;
import io.shelfkeeper.drivers.link.gpio.LineSetup;
import org.jspecify.annotations.Nullable;

/**
 * One output. Its first level is part of the request that makes it one, and its last one is set
 * before it is given back: there is no level in between.
 */
final class KernelOutput extends DigitalOutputBase implements DigitalOutput {
  private final GpioLines lines;
  private final String chip;
  private @Nullable HeldLine line;

  KernelOutput(
      DigitalOutputProvider provider, DigitalOutputConfig config, GpioLines lines, String chip) {
    super(provider, Buses.ofItsChip(DigitalOutputConfig.class, config));
    this.lines = lines;
    this.chip = chip;
  }

  void take() {
    DigitalState initial = config().initialState();
    state = initial == DigitalState.HIGH ? DigitalState.HIGH : DigitalState.LOW;
    try {
      line =
          lines.output(
              chip,
              config().bcm(),
              new LineSetup.Output(
                  state == DigitalState.HIGH, getId().endsWith(KernelOutputs.OPEN_DRAIN)));
    } catch (DeviceFault fault) {
      throw new InitializeException(fault.what(), fault);
    }
  }

  void giveBack() {
    HeldLine held = line;
    line = null;
    if (held != null) {
      held.close();
    }
  }

  @Override
  public DigitalOutput state(DigitalState wanted) {
    if (wanted != DigitalState.HIGH && wanted != DigitalState.LOW) {
      throw new IOException("an output is high or low, not " + wanted);
    }
    HeldLine held = line;
    if (held == null) {
      throw new IOException("the output " + getId() + " is not open");
    }
    // Also if it is thought to be there already: a chip on a bus may have obeyed and not said so.
    try {
      held.set(wanted == DigitalState.HIGH);
    } catch (DeviceFault fault) {
      throw new IOException(fault.what(), fault);
    }
    return super.state(wanted);
  }

  @Override
  public DigitalOutput shutdownInternal(Context context) {
    if (line == null) {
      return this;
    }
    try {
      return super.shutdownInternal(context);
    } catch (Pi4JException e) {
      // Given back it is, and Pi4J has to forget it, or it could never be taken again.
      return this;
    } finally {
      giveBack();
    }
  }
}
