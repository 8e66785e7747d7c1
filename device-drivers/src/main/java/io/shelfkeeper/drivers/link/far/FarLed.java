package io.shelfkeeper.drivers.link.far;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.link.PulsedOutput;

/** A played pin whose pulses the far end ends, whatever becomes of this process. */
final class FarLed implements PulsedOutput {
  private final FarLines lines;
  private final String name;
  private boolean given;

  FarLed(FarLines lines, String name) {
    this.lines = lines;
    this.name = name;
  }

  @Override
  public boolean isEndedByTheKernel() {
    return true;
  }

  @Override
  public void pulse(int millis) throws DeviceFault {
    PulsedOutput.checkMillis(millis);
    lines.ask(FarLines.Part.led(name), "shot " + name + " " + millis);
  }

  @Override
  public void off() throws DeviceFault {
    lines.ask(FarLines.Part.led(name), "dark " + name);
  }

  @Override
  public void close() {
    if (given) {
      return;
    }
    given = true;
    try {
      off();
    } catch (DeviceFault fault) {
      // What was begun the far end ends.
    }
  }
}
