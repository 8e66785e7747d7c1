package io.shelfkeeper.simulator.sensors;

import java.io.IOException;

/** A sensor whose files somebody reads. A step machine, but for its files. */
public interface SensorFiles {
  /** The name of its folder. */
  String folder();

  /** Whether it is there at all. */
  boolean isThere(long nanos);

  /**
   * Writes what it measures at this time.
   *
   * @param into its folder
   * @return when to come again
   */
  long play(Files into, long nanos) throws IOException;

  /** Files of one folder, each whole at any time. */
  interface Files {
    void write(String file, String text) throws IOException;

    /** Without the white space around it, empty if there is no such file. */
    String read(String file) throws IOException;
  }
}
