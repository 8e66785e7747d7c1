package io.shelfkeeper.agent;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Properties;

/**
 * What was built, and when.
 *
 * @param millis time of the build since 1970 in milliseconds: true time is later
 */
record Build(String version, long millis) {

  /**
   * The one that runs.
   *
   * @throws IllegalStateException if the program was put together without its own description
   */
  static Build own() {
    Properties properties = new Properties();
    try (InputStream in = Build.class.getResourceAsStream("build.properties")) {
      if (in == null) {
        throw new IllegalStateException("build.properties is missing from the program");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new IllegalStateException("build.properties of the program cannot be read", e);
    }
    return new Build(
        properties.getProperty("version", "?"),
        Instant.parse(properties.getProperty("time", "")).toEpochMilli());
  }
}
