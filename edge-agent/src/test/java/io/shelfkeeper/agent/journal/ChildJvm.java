package io.shelfkeeper.agent.journal;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A program of these tests in a process of its own, run as a shop runs it. */
final class ChildJvm {
  private ChildJvm() {}

  static Process start(Class<?> program, String... arguments) throws IOException {
    return start(List.of(), program, arguments);
  }

  /**
   * @param prefix a program that starts the process, with its options
   */
  static Process start(List<String> prefix, Class<?> program, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx48m",
            "-Xshare:auto",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            program.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Skips the test where a tool is missing; where nothing may be skipped the test fails. */
  static void needs(String tool) {
    boolean there =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    if (!there && "true".equals(System.getenv("CI"))) {
      fail(tool + " is missing");
    }
    assumeTrue(there, "skipped: " + tool + " is not installed");
  }
}
