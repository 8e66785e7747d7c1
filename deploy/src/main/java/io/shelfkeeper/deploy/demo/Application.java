package io.shelfkeeper.deploy.demo;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The application folder as an installer gets it. Whoever starts a program of it starts it through
 * its launcher, never with a class path of the build.
 */
public record Application(Path folder) {

  /** The one that this build made; {@code -Dshelfkeeper.home} says where. */
  public static Application installed() {
    Path folder = Path.of(System.getProperty("shelfkeeper.home", "target/shelfkeeper"));
    if (!Files.isExecutable(folder.resolve("bin/shelfkeeper"))) {
      throw new IllegalStateException(
          "no application folder at " + folder.toAbsolutePath() + "; make it with: mvn package");
    }
    return new Application(folder.toAbsolutePath());
  }

  public String agent() {
    return folder.resolve("bin/shelfkeeper").toString();
  }

  public String simulator() {
    return folder.resolve("bin/shelfkeeper-sim").toString();
  }

  /** The small backend of the demo. */
  public String backend() {
    return folder.resolve("bin/shelfkeeper-demo-backend").toString();
  }

  public Path demoSite() {
    return folder.resolve("sites/demo.yaml");
  }
}
