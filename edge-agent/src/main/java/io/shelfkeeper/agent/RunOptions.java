package io.shelfkeeper.agent;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code run} was given. Read by hand, because the command-line library costs a third of the
 * start; whatever is not understood here is left to that library, which explains it better.
 *
 * @param config the site file
 * @param data folder of the journal and the status socket
 * @param untilStdinCloses whether the end of standard input is a wish to stop
 */
record RunOptions(Path config, Path data, boolean untilStdinCloses) {

  /** The options of a complete and right {@code run}, else nothing. */
  static Optional<RunOptions> of(String... arguments) {
    if (arguments.length == 0 || !arguments[0].equals("run")) {
      return Optional.empty();
    }
    Path config = null;
    Path data = null;
    boolean untilStdinCloses = false;
    for (int i = 1; i < arguments.length; i++) {
      String name = arguments[i];
      int equals = name.indexOf('=');
      String value = equals < 0 ? null : name.substring(equals + 1);
      name = equals < 0 ? name : name.substring(0, equals);
      if (name.equals("--until-stdin-closes") && value == null) {
        untilStdinCloses = true;
        continue;
      }
      if (value == null && i + 1 < arguments.length) {
        i++;
        value = arguments[i];
      }
      Path path = path(value);
      if (path == null) {
        return Optional.empty();
      }
      if (name.equals("--config") && config == null) {
        config = path;
      } else if (name.equals("--data") && data == null) {
        data = path;
      } else {
        return Optional.empty();
      }
    }
    return config == null || data == null
        ? Optional.empty()
        : Optional.of(new RunOptions(config, data, untilStdinCloses));
  }

  private static @Nullable Path path(@Nullable String text) {
    try {
      return text == null || text.isEmpty() || text.startsWith("--") ? null : Path.of(text);
    } catch (InvalidPathException e) {
      return null;
    }
  }
}
