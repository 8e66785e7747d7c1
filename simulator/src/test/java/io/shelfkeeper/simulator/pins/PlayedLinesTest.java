package io.shelfkeeper.simulator.pins;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.link.LineLink;
import io.shelfkeeper.drivers.link.LineLinkContract;
import io.shelfkeeper.drivers.link.LineName;
import io.shelfkeeper.drivers.link.far.FarPins;
import io.shelfkeeper.simulator.models.Troubles;
import io.shelfkeeper.simulator.wires.PacedLink;
import io.shelfkeeper.simulator.world.Coil;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** Played lines keep what the lines of a kernel keep. */
class PlayedLinesTest extends LineLinkContract {
  private static final LineName NAMED = LineName.of("GPIO5");
  private static final LineName NUMBERED = LineName.of("chip/13");

  private final PacedLink.Time time = new PacedLink.Time();
  private boolean namedHigh;
  private boolean numberedHigh;
  private final PinHeader header =
      new PinHeader(
          "pins",
          List.of(
              new WiredPin("GPIO5", new Hung.Switch("a wire", _ -> namedHigh, false)),
              new WiredPin("chip/13", new Hung.Switch("a wire", _ -> numberedHigh, false)),
              new WiredPin("GPIO17", new Hung.Load("nothing", Coil.NONE, false))),
          new Troubles());
  private final FarPins pins =
      new FarPins(new PacedLink(header, 1_000_000_000, time), () -> time.now);

  @BeforeEach
  void open() throws DeviceFault {
    pins.open();
  }

  @Override
  protected LineLink lines() {
    try {
      return pins.lines();
    } catch (DeviceFault fault) {
      throw new AssertionError(fault);
    }
  }

  @Override
  protected LineName named() {
    return NAMED;
  }

  @Override
  protected LineName numbered() {
    return NUMBERED;
  }

  @Override
  protected boolean hintsWhenAsked() {
    return true;
  }

  @Override
  protected void pull(LineName line, boolean high) {
    namedHigh = line.equals(NAMED) ? high : namedHigh;
    numberedHigh = line.equals(NUMBERED) ? high : numberedHigh;
  }

  @Override
  protected boolean isHigh(LineName line) {
    return header.states(time.now).stream()
        .filter(pin -> pin.name().equals(line.toString()))
        .findFirst()
        .orElseThrow()
        .high();
  }
}
