package io.shelfkeeper.simulator.sensors;

import io.shelfkeeper.simulator.models.Trouble;
import io.shelfkeeper.simulator.models.Troubles;
import java.io.IOException;

/**
 * A temperature probe DS18B20 as the kernel's newer file shows it. Somebody says how warm it is.
 */
public final class Probe implements SensorFiles {
  private static final long PERIOD_NANOS = 1_000_000_000L;
  private static final double MILLI = 1e-3;

  /** It measures sixteenths of a degree. */
  private static final int STEPS = 16;

  /** What it says until it has measured. */
  private static final double POWER_ON = 85;

  private final String id;
  private final String folder;
  private final Troubles troubles;
  private double celsius;

  /**
   * @param folder family and number, such as {@code 28-0316a279c4ff}
   */
  public Probe(String id, String folder, double celsius, Troubles troubles) {
    this.id = id;
    this.folder = folder;
    this.celsius = celsius;
    this.troubles = troubles;
  }

  public String id() {
    return id;
  }

  public void warm(double degrees) {
    celsius = degrees;
  }

  /** What it says. */
  public double celsius(long nanos) {
    return troubles.on(id, Trouble.BROWN_OUT, nanos)
        ? POWER_ON
        : Math.rint(celsius * STEPS) / STEPS;
  }

  @Override
  public String folder() {
    return folder;
  }

  @Override
  public boolean isThere(long nanos) {
    return !troubles.on(id, Trouble.SILENT, nanos);
  }

  @Override
  public long play(Files into, long nanos) throws IOException {
    into.write("temperature", (long) Math.rint(celsius(nanos) / MILLI) + "\n");
    return nanos + PERIOD_NANOS;
  }
}
