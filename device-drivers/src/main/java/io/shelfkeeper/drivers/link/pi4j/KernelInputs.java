package io.shelfkeeper.drivers.link.pi4j;

import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalInputProvider;
import com.pi4j.io.gpio.digital.DigitalInputProviderBase;
import io.shelfkeeper.drivers.link.gpio.GpioLines;

/** Digital inputs over the character device, numbered as {@link KernelOutputs}. */
public final class KernelInputs extends DigitalInputProviderBase implements DigitalInputProvider {
  static final String ID = "shelfkeeper-digital-input";

  private final GpioLines lines;
  private final String chips;

  /**
   * @param chips what the number of a chip follows to be its path, {@code /dev/gpiochip}
   */
  public KernelInputs(GpioLines lines, String chips) {
    super(ID, "Shelfkeeper: digital input");
    this.lines = lines;
    this.chips = chips;
  }

  @Override
  public DigitalInput create(DigitalInputConfig config) {
    KernelInput input = new KernelInput(this, config, lines, chips + Buses.of(config));
    input.take();
    return Buses.register(context, input, input::giveBack);
  }

  @Override
  public int getPriority() {
    return Buses.PRIORITY;
  }
}
