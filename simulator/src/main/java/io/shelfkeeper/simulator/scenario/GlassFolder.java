package io.shelfkeeper.simulator.scenario;

import io.shelfkeeper.simulator.tags.Glass;
import io.shelfkeeper.simulator.tags.TagPlan;
import io.shelfkeeper.simulator.tags.Tags;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * What price tags show, as a picture for each, named by bay and tag. A file changes when its tag
 * has drawn, and is whole at any time.
 */
final class GlassFolder implements Tags.OnGlass {
  private final Path folder;

  private GlassFolder(Path folder) {
    this.folder = folder;
  }

  static GlassFolder make(Path folder) throws IOException {
    return new GlassFolder(Files.createDirectories(folder));
  }

  /** Where the pictures of a site are if nobody says. */
  static Path usual(String site) {
    return Path.of(System.getProperty("java.io.tmpdir"), "shelfkeeper-sim-" + site + "-tags");
  }

  @Override
  public void shows(TagPlan plan, Glass glass) {
    Path file = folder.resolve(plan.bay() + "-" + plan.tag() + ".png");
    Path fresh = folder.resolve("." + plan.tag() + ".new");
    try {
      Files.write(fresh, glass.png());
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("the picture of tag " + plan.tag() + " cannot be written", e);
    }
  }
}
