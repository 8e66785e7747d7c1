package io.shelfkeeper.deploy.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.deploy.demo.Application;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launchers find a Java 25 where people have one, and say so plainly when there is none. */
@Tag("process")
class LauncherTest {
  private static final String AGENT = Application.installed().agent();
  private static final String JAVA_25 = System.getProperty("java.home");

  @TempDir Path folder;

  @Test
  void withoutAJava25TheLauncherSaysWhereItLookedAndWhatToDo() {
    Run run = launch(Map.of("SHELFKEEPER_JVM_FOLDER", folder.toString()));
    assertEquals(69, run.exit(), run.output());
    assertTrue(run.output().startsWith("shelfkeeper: no Java 25 found."), run.output());
    assertTrue(run.output().contains("SHELFKEEPER_JAVA_HOME"), run.output());
  }

  @Test
  void aWrongChoiceIsNotSilentlyReplaced() {
    Run run = launch(Map.of("SHELFKEEPER_JAVA_HOME", folder.toString()));
    assertEquals(69, run.exit());
    assertTrue(run.output().contains(folder + " is not the folder of one"), run.output());
  }

  @Test
  void anOlderJavaIsPassedOver() throws IOException {
    Path old = java("jdk-17", "JAVA_VERSION=\"17.0.15\"");
    Run run =
        launch(Map.of("JAVA_HOME", old.toString(), "SHELFKEEPER_JVM_FOLDER", folder + "/nothing"));
    assertEquals(69, run.exit());
  }

  @Test
  void theFolderOfTheDistributionIsSearched() throws IOException {
    java("java-25-some-vendor", "JAVA_VERSION=\"25.0.3\"");
    Run run = launch(Map.of("SHELFKEEPER_JVM_FOLDER", folder.toString()));
    assertEquals("this is java-25-some-vendor", run.output());
  }

  @Test
  void javaHomeIsTakenIfItIsA25() throws IOException {
    Path good = java("mine", "JAVA_VERSION=\"25\"");
    java("java-25-other", "JAVA_VERSION=\"25\"");
    Run run =
        launch(Map.of("JAVA_HOME", good.toString(), "SHELFKEEPER_JVM_FOLDER", folder.toString()));
    assertEquals("this is mine", run.output());
  }

  @Test
  void bothProgramsSayTheVersionOfTheirRelease() {
    for (String program :
        List.of(Application.installed().agent(), Application.installed().simulator())) {
      Run run = Run.of(List.of(program, "--version"), Map.of("SHELFKEEPER_JAVA_HOME", JAVA_25));
      assertEquals(0, run.exit(), run.output());
      assertTrue(run.output().contains(System.getProperty("shelfkeeper.version")), run.output());
    }
  }

  @Test
  void theAgentIsDeliveredWithoutTheDemosBrokerAndWithoutTheSimulator() throws IOException {
    try (var lib = Files.list(Application.installed().folder().resolve("lib"))) {
      List<String> names = lib.map(file -> file.getFileName().toString()).toList();
      assertTrue(names.stream().anyMatch(name -> name.startsWith("edge-agent-")), names::toString);
      assertTrue(
          names.stream().noneMatch(name -> name.matches("(hivemq|netty|simulator|deploy).*")),
          names::toString);
    }
  }

  /** Launches where no Java of this machine can help: only what the test laid out. */
  private Run launch(Map<String, String> environment) {
    List<String> command = new ArrayList<>(List.of("/usr/bin/env", "-i", "PATH=" + bareTools()));
    environment.forEach((key, value) -> command.add(key + "=" + value));
    command.add(AGENT);
    return Run.of(command);
  }

  /** A PATH with the tools that a launcher uses, and no Java. */
  private Path bareTools() {
    Path tools = folder.resolve("tools");
    for (String tool : List.of("dirname", "readlink", "grep")) {
      program(tools.resolve(tool), "exec " + Tools.need(tool) + " \"$@\"");
    }
    return tools;
  }

  /** Something that looks like a Java of that version and says who it is. */
  private Path java(String name, String release) throws IOException {
    Path home = Files.createDirectories(folder.resolve(name));
    Files.writeString(home.resolve("release"), release + "\n");
    program(home.resolve("bin/java"), "echo this is " + name);
    return home;
  }

  private static void program(Path file, String script) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, "#!/bin/sh\n" + script + "\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
