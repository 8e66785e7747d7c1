package io.shelfkeeper.agent.journal;

import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.files.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers that never fall, in {@code floors} of the data folder: one line {@code name number} each.
 * Beside the journal and not in it, so that they are still there when it was set aside as damaged.
 */
final class Floors {
  private static final Pattern LINE = Pattern.compile("([a-z_/]{1,64}) (\\d{1,19})");
  private static final long BYTES_MAX = 4_096;

  private final Path file;
  private final Map<String, Long> values = new TreeMap<>();

  private Floors(Path file) {
    this.file = file;
  }

  /**
   * @param folder the data folder
   * @throws IOException if the file is there and cannot be read; with what to do about it if its
   *     content is at fault
   */
  static Floors in(Path folder) throws IOException {
    Floors floors = new Floors(folder.resolve("floors"));
    if (Files.exists(floors.file, LinkOption.NOFOLLOW_LINKS)) {
      floors.read();
    }
    return floors;
  }

  private void read() throws IOException {
    if (Files.size(file) > BYTES_MAX) {
      throw unusable("it is too long");
    }
    for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
      Matcher parts = LINE.matcher(line);
      try {
        if (!parts.matches()) {
          throw new NumberFormatException();
        }
        values.merge(parts.group(1), Long.parseLong(parts.group(2)), Math::max);
      } catch (NumberFormatException e) {
        throw unusable("a line is not a name and a number");
      }
    }
  }

  private IOException unusable(String why) {
    return new IOException(
        "%s is damaged: %s. It says which versions of trust this device has seen. Check the memory card, and put the file back from a copy; only if there is none delete it: the device then cannot know a bundle of issuer keys that is older than its last one"
            .formatted(file, why));
  }

  Map<String, Long> values() {
    return Map.copyOf(values);
  }

  /** Raises what is to be raised, and returns when it would survive a power cut. */
  void raise(List<Effect.Durable> effects) throws IOException {
    boolean raised = false;
    for (Effect.Durable effect : effects) {
      if (effect instanceof Effect.RaiseFloor floor
          && floor.value() > values.getOrDefault(floor.name(), 0L)) {
        values.put(floor.name(), floor.value());
        raised = true;
      }
    }
    if (raised) {
      StringBuilder text = new StringBuilder();
      values.forEach((name, value) -> text.append(name).append(' ').append(value).append('\n'));
      AtomicFile.write(file, text.toString().getBytes(StandardCharsets.ISO_8859_1));
    }
  }
}
