package io.shelfkeeper.simulator.scenario;

import static org.junit.jupiter.api.Assertions.fail;

import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.agent.config.SiteFiles;
import io.shelfkeeper.simulator.world.CellProfile;
import io.shelfkeeper.simulator.world.Movement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The small shop of these tests. */
final class Corner {
  private Corner() {}

  static SiteFile site() {
    return site("/corner.yaml");
  }

  /** Another shop of these tests. */
  static SiteFile site(String resource) {
    try {
      URL file = Corner.class.getResource(resource);
      return file == null ? fail("no " + resource) : read(Path.of(file.toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same shop with its serial port in a folder of the test. */
  static SiteFile site(Path folder) {
    try {
      Path copy = folder.resolve("corner.yaml");
      URL file = Corner.class.getResource("/corner.yaml");
      String text = file == null ? fail("no corner.yaml") : Files.readString(Path.of(file.toURI()));
      Files.writeString(copy, text.replace("/tmp/corner", folder.toString()));
      return read(copy);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SiteFile read(Path file) {
    return switch (SiteFiles.read(file)) {
      case SiteFiles.Accepted accepted -> accepted.site();
      case SiteFiles.Refused refused -> fail(refused.problems().toString());
    };
  }

  static Stage stage(long seed, Consumer<Movement> truth) {
    return new Stage(site(), seed, CellProfile.BOARD_10, truth);
  }
}
