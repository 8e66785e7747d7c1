package io.shelfkeeper.drivers.link.pi4j;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import io.shelfkeeper.drivers.link.LineLink;
import io.shelfkeeper.drivers.link.gpio.GpioLines;
import io.shelfkeeper.drivers.link.gpio.LineFinder;
import io.shelfkeeper.drivers.link.kernel.Kernel;
import java.nio.file.Path;

/** The pins of this machine, through Pi4J with our own providers. */
public final class Pi4jPins implements AutoCloseable {
  private final GpioLines lines;
  private final Context context;
  private final LineFinder finder;

  /**
   * @param devices the folder with the device files of chips and buses, {@code /dev}
   */
  public Pi4jPins(Kernel kernel, Path devices) {
    this(kernel, devices, new GpioLines(kernel));
  }

  Pi4jPins(Kernel kernel, Path devices, GpioLines lines) {
    this.lines = lines;
    finder = new LineFinder(kernel, devices);
    context =
        Pi4J.newContextBuilder()
            .noAutoDetect()
            .disableShutdownHook()
            .add(new KernelOutputs(lines, devices.resolve("gpiochip").toString()))
            .add(new KernelInputs(lines, devices.resolve("gpiochip").toString()))
            .add(new KernelI2cs(kernel, devices.resolve("i2c-").toString()))
            .build();
  }

  public Context context() {
    return context;
  }

  public LineLink lines() {
    return new Pi4jLines(context, finder);
  }

  /** Ends what is open and its threads. */
  @Override
  public void close() {
    context.shutdown();
    lines.close();
  }
}
