package io.shelfkeeper.agent;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A whole and right {@code run} command line. Anything else goes to the command-line library, which
 * says what is wrong with it.
 */
record RunArguments(Path config, Path data, boolean untilStdinCloses) {

  static @Nullable RunArguments of(String... arguments) {
    if (arguments.length == 0 || !arguments[0].equals("run")) {
      return null;
    }
    String config = null;
    String data = null;
    boolean untilStdinCloses = false;
    for (int i = 1; i < arguments.length; i++) {
      String value = i + 1 < arguments.length ? arguments[i + 1] : null;
      switch (arguments[i]) {
        case "--config" -> {
          config = value;
          i++;
        }
        case "--data" -> {
          data = value;
          i++;
        }
        case "--until-stdin-closes" -> untilStdinCloses = true;
        default -> {
          return null;
        }
      }
    }
    try {
      return config == null || data == null
          ? null
          : new RunArguments(Path.of(config), Path.of(data), untilStdinCloses);
    } catch (InvalidPathException e) {
      return null;
    }
  }
}
