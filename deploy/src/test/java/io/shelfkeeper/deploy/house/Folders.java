package io.shelfkeeper.deploy.house;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where things lie in the working copy. */
public final class Folders {
  public static final List<String> MODULES =
      List.of("device-drivers", "edge-agent", "simulator", "deploy");

  private Folders() {}

  /** The top of the working copy, from wherever a test is started. */
  public static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("edge-agent"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException(
            "no folder edge-agent above " + Path.of("").toAbsolutePath());
      }
    }
    return folder;
  }
}
