package io.shelfkeeper.drivers.api;

/** One place where a temperature is measured. */
public interface Thermometer {
  /**
   * Measures, and waits for it: a second at most.
   *
   * @return degrees Celsius, from -55 to 125
   * @throws DeviceFault if nothing was measured; a number that is no temperature is a fault, too
   */
  double celsius() throws DeviceFault;
}
