package io.shelfkeeper.drivers.link.far;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.ByteLink;
import io.shelfkeeper.drivers.link.BytelessLink;
import io.shelfkeeper.drivers.link.LineLink;
import io.shelfkeeper.drivers.link.LineName;
import io.shelfkeeper.drivers.link.Pins;
import io.shelfkeeper.drivers.link.PulsedOutput;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Pins that another program plays. Itself a wire that carries no bytes of anybody, as the pins of
 * this machine are.
 */
public final class FarPins implements BytelessLink, Pins {
  private final FarTalk talk;
  private @Nullable FarLines lines;
  private boolean letsGo;

  /**
   * @param wire to whoever plays them
   * @param nanos monotonic time
   */
  public FarPins(ByteLink wire, LongSupplier nanos) {
    talk = new FarTalk(wire, nanos);
  }

  @Override
  public void open() throws DeviceFault {
    if (talk.isOpen()) {
      return;
    }
    close();
    letsGo = talk.open("pins", List.of("lets-go", "keeps")).equals("lets-go");
    lines = new FarLines(talk);
  }

  private FarLines opened() throws DeviceFault {
    FarLines open = lines;
    if (open == null) {
      throw new DeviceFault(
          FaultKind.LINK_DOWN, "The played pins are not open", "Wait for the next try.");
    }
    return open;
  }

  @Override
  public LineLink lines() throws DeviceFault {
    return opened();
  }

  @Override
  public PulsedOutput led(String name) throws DeviceFault {
    opened().ask(FarLines.Part.led(name), "led " + name);
    return new FarLed(opened(), name);
  }

  @Override
  public void checkLed(String name) throws DeviceFault {
    opened().ask(FarLines.Part.led(name), "check-led " + name);
  }

  /** As the far end said when the connection began; it ends with this process, killed or not. */
  @Override
  public boolean letsGoOf(LineName line) {
    return lines != null && letsGo;
  }

  @Override
  public void close() {
    FarLines open = lines;
    lines = null;
    if (open != null) {
      open.close();
      open.end();
    }
    talk.close();
  }

  @Override
  public String where() {
    return "the played pins at " + talk.where();
  }
}
