package io.shelfkeeper.deploy.process;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Programs of the machine that a test uses. A laptop without one skips the test by name; with
 * {@code CI=true} nothing is skipped.
 */
public final class Tools {
  private Tools() {}

  /** The program's path, or the end of this test. */
  public static String need(String program) {
    Optional<String> path = find(program);
    if (path.isEmpty() && "true".equals(System.getenv("CI"))) {
      fail("continuous integration must install " + program);
    }
    Assumptions.assumeTrue(path.isPresent(), "skipped: no " + program + " on this machine");
    return path.orElseThrow();
  }

  static Optional<String> find(String program) {
    return Stream.concat(
            Stream.of(System.getenv("PATH").split(File.pathSeparator)),
            Stream.of("/usr/sbin", "/usr/local/sbin"))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }
}
