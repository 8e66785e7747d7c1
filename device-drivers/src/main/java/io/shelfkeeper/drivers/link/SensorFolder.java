package io.shelfkeeper.drivers.link;

import io.shelfkeeper.drivers.api.DeviceFault;
import java.util.List;

/**
 * Files in which the kernel, or a simulator, says what sensors measure: one folder for each sensor.
 * Used by one thread. Reading a file may take as long as the sensor needs to measure.
 */
public interface SensorFolder {
  /**
   * The names of the sensors' folders, in alphabetical order.
   *
   * @throws DeviceFault of kind {@code LINK_DOWN} if they cannot be listed
   */
  List<String> sensors() throws DeviceFault;

  /**
   * The text of a file, without the white space around it.
   *
   * @param sensor one of {@link #sensors}
   * @param file its name
   * @throws DeviceFault {@code NO_ANSWER} if the sensor is gone or the kernel could not ask it,
   *     {@code MISCONFIGURED} if it has no such file or this user has no right to it, {@code
   *     GARBLED} if the file is longer than such files are
   */
  String read(String sensor, String file) throws DeviceFault;

  /**
   * Writes a file that is there, as one piece.
   *
   * @throws DeviceFault as for {@link #read}
   */
  void write(String sensor, String file, String text) throws DeviceFault;
}
