package io.shelfkeeper.deploy.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs of the demo that are no part of the application folder: they run on our class path. */
public final class Jvm {
  private Jvm() {}

  /**
   * The command that runs a main class with the same Java that runs us.
   *
   * @param options of the JVM, such as {@code -Xmx96m}
   */
  public static List<String> command(Class<?> main, List<String> options, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
    // The broker's libraries need these two, and would say so on every start.
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }
}
