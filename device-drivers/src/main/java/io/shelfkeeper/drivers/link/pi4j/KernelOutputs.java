package io.shelfkeeper.drivers.link.pi4j;

import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import com.pi4j.io.gpio.digital.DigitalOutputProviderBase;
import io.shelfkeeper.drivers.link.gpio.GpioLines;

/**
 * Digital outputs over the character device: {@code bus} is the chip's number, {@code bcm} that of
 * the line on it.
 */
public final class KernelOutputs extends DigitalOutputProviderBase
    implements DigitalOutputProvider {
  static final String ID = "shelfkeeper-digital-output";

  /** An id with this at its end is an open drain; Pi4J has no word of its own for it. */
  static final String OPEN_DRAIN = "#open-drain";

  private final GpioLines lines;
  private final String chips;

  /**
   * @param chips what the number of a chip follows to be its path, {@code /dev/gpiochip}
   */
  public KernelOutputs(GpioLines lines, String chips) {
    super(ID, "Shelfkeeper: digital output");
    this.lines = lines;
    this.chips = chips;
  }

  @Override
  public DigitalOutput create(DigitalOutputConfig config) {
    KernelOutput output = new KernelOutput(this, config, lines, chips + Buses.of(config));
    output.take();
    return Buses.register(context, output, output::giveBack);
  }

  @Override
  public int getPriority() {
    return Buses.PRIORITY;
  }
}
