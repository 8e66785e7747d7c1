package io.shelfkeeper.deploy.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A broker that can be started on this machine, and started again with what it remembered.
 *
 * @param name what people call it
 */
public record BrokerProgram(String name, List<String> command) {
  public BrokerProgram {
    command = List.copyOf(command);
  }

  /** Makes a broker's program, given a folder for its files and a free port. */
  public interface Kind {
    BrokerProgram at(Path folder, int port);
  }

  /** The one that comes with the demo. */
  public static BrokerProgram embedded(Path folder, int port) {
    String own = folder.resolve("broker").toString();
    return new BrokerProgram(
        "HiveMQ CE",
        Jvm.command(EmbeddedBroker.class, List.of("-Xmx128m"), Integer.toString(port), own));
  }

  /**
   * @param program path of the broker's program
   */
  public static Kind mosquitto(String program) {
    return (folder, port) -> {
      Path config = folder.resolve("mosquitto.conf");
      try {
        Files.writeString(config, MOSQUITTO.formatted(port, folder));
      } catch (IOException e) {
        throw new UncheckedIOException("no configuration for the broker can be written", e);
      }
      return new BrokerProgram("Mosquitto", List.of(program, "-c", config.toString()));
    };
  }

  /** It keeps what it has at every change, because we kill it. */
  private static final String MOSQUITTO =
      """
      listener %d 127.0.0.1
      allow_anonymous true
      user root
      persistence true
      persistence_location %s/
      autosave_on_changes true
      autosave_interval 1
      """;
}
