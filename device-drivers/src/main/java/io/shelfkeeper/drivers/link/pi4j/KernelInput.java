package io.shelfkeeper.drivers.link.pi4j;

import com.pi4j.context.Context;
import com.pi4j.exception.InitializeException;
import com.pi4j.io.exception.IOException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputBase;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalInputProvider;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.DigitalStateChangeEvent;
import com.pi4j.io.gpio.digital.PullResistance;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.link.InputSetup;
import io.shelfkeeper.drivers.link.gpio.Edges;
import io.shelfkeeper.drivers.link.gpio.GpioLines;
import io.shelfkeeper.drivers.link.gpio.HeldLine;
import io.shelfkeeper.drivers.link.gpio.LineSetup;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One input, debounced by the kernel. {@link #state} asks the wire; events tell where it went, and
 * come from the one thread of its chip.
 */
final class KernelInput extends DigitalInputBase implements DigitalInput, Edges {
  private final GpioLines lines;
  private final String chip;
  private final AtomicLong lost = new AtomicLong();
  private volatile @Nullable HeldLine line;

  KernelInput(
      DigitalInputProvider provider, DigitalInputConfig config, GpioLines lines, String chip) {
    super(provider, Buses.ofItsChip(DigitalInputConfig.class, config));
    this.lines = lines;
    this.chip = chip;
  }

  void take() {
    Long debounce = config().debounce();
    try {
      line =
          lines.input(
              chip,
              config().bcm(),
              new LineSetup.Input(
                  bias(config().pull()), debounce == null ? 0 : Math.toIntExact(debounce)),
              this);
    } catch (DeviceFault fault) {
      throw new InitializeException(fault.what(), fault);
    }
  }

  void giveBack() {
    HeldLine held = line;
    line = null;
    if (held != null) {
      lines.release(chip, held);
    }
  }

  private static InputSetup.Bias bias(@Nullable PullResistance pull) {
    return switch (pull) {
      case null -> InputSetup.Bias.AS_IS;
      // What Pi4J has when nobody said anything.
      case OFF -> InputSetup.Bias.AS_IS;
      case PULL_DOWN -> InputSetup.Bias.DOWN;
      case PULL_UP -> InputSetup.Bias.UP;
    };
  }

  @Override
  public DigitalState state() {
    HeldLine held = line;
    if (held == null) {
      throw new IOException("the input " + getId() + " is not open");
    }
    try {
      return Buses.level(held.isHigh());
    } catch (DeviceFault fault) {
      throw new IOException(fault.what(), fault);
    }
  }

  /** Edges that are known to have gone by unseen. */
  long lostEdges() {
    return lost.get();
  }

  @Override
  public void edge(boolean rising) {
    dispatch(new DigitalStateChangeEvent<DigitalInput>(this, Buses.level(rising)));
  }

  @Override
  public void lost(long count) {
    lost.addAndGet(count);
  }

  /** Whoever is told looks at the level, and sees that there is none. */
  @Override
  public void ended() {
    dispatch(new DigitalStateChangeEvent<DigitalInput>(this, DigitalState.UNKNOWN));
  }

  @Override
  public DigitalInput shutdownInternal(Context context) {
    giveBack();
    return super.shutdownInternal(context);
  }
}
