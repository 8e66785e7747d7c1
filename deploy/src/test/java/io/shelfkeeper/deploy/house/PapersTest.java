package io.shelfkeeper.deploy.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is written for people must be true: links lead somewhere, commands exist. */
class PapersTest {
  private static final Path ROOT = Folders.root();
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)]*)?\\)");
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");
  private static final Set<String> NOT_OURS = Set.of("target", ".git", "node_modules");

  @Test
  void everyRelativeLinkLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path paper : papers()) {
      Matcher link = LINK.matcher(withoutCode(Files.readString(paper)));
      while (link.find()) {
        String target = link.group(1);
        if (!target.contains(":") && !Files.exists(paper.resolveSibling(target).normalize())) {
          broken.add(ROOT.relativize(paper) + " -> " + target);
        }
      }
    }
    assertEquals(List.of(), broken);
  }

  @Test
  void theReadmeIsADoorAndNotAHouse() throws IOException {
    assertTrue(Files.readAllLines(ROOT.resolve("README.md")).size() <= 120);
  }

  @Test
  void everyCommandOfAPaperExists() throws IOException {
    List<String> unknown = new ArrayList<>();
    for (Path paper : papers()) {
      for (String line : commands(Files.readString(paper))) {
        unknown.addAll(missing(line, ROOT.relativize(paper)));
      }
    }
    assertEquals(List.of(), unknown);
  }

  @Test
  void everyDeviceHasItsReadmeAndItsVectors() throws IOException {
    Path drivers = ROOT.resolve("device-drivers/src/main/java/io/shelfkeeper/drivers");
    List<String> missing = new ArrayList<>();
    for (String kind : List.of("scale", "lock", "tag", "signal")) {
      for (Path device : folders(drivers.resolve(kind))) {
        String model = device.getFileName().toString();
        if (!Files.exists(device.resolve("README.md"))) {
          missing.add(ROOT.relativize(device) + "/README.md");
        }
        Path vectors = ROOT.resolve("device-drivers/src/test/resources/vectors").resolve(model);
        if (!Files.isDirectory(vectors) || folderIsEmpty(vectors)) {
          missing.add(ROOT.relativize(vectors) + "/");
        }
      }
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void everyTestThatAPaperNamesExists() throws IOException {
    TestSources tests = new TestSources();
    List<String> missing = new ArrayList<>();
    for (Path paper : papers()) {
      tests
          .missing(TEST, Files.readString(paper))
          .forEach(name -> missing.add(ROOT.relativize(paper) + ": " + name));
    }
    assertEquals(List.of(), missing);
  }

  /** Programs, profiles and files that a command line names and that are not there. */
  private static List<String> missing(String command, Path paper) throws IOException {
    List<String> missing = new ArrayList<>();
    for (String word : command.split("\\s+")) {
      if (word.startsWith("-P")
          && !Files.readString(ROOT.resolve("pom.xml")).contains("<id>" + word.substring(2) + "<")
          && !Files.readString(ROOT.resolve("deploy/pom.xml"))
              .contains("<id>" + word.substring(2) + "<")) {
        missing.add(paper + ": profile " + word);
      }
      Matcher program = Pattern.compile("(?:deploy/target/shelfkeeper/)?bin/(\\S+)").matcher(word);
      if (program.matches() && !Files.exists(ROOT.resolve("deploy/bin/" + program.group(1)))) {
        missing.add(paper + ": program " + word);
      }
    }
    return missing;
  }

  private static List<String> commands(String paper) {
    Matcher block =
        Pattern.compile("```(?:sh|bash|console)\\n(.*?)```", Pattern.DOTALL).matcher(paper);
    List<String> commands = new ArrayList<>();
    while (block.find()) {
      commands.addAll(block.group(1).lines().filter(line -> !line.isBlank()).toList());
    }
    return commands;
  }

  private static String withoutCode(String paper) {
    return paper.replaceAll("(?s)```.*?```", "").replaceAll("`[^`\n]*`", "");
  }

  private static List<Path> papers() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(
              file ->
                  Stream.of(ROOT.relativize(file).toString().split("/"))
                      .noneMatch(NOT_OURS::contains))
          .toList();
    }
  }

  private static List<Path> folders(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.filter(Files::isDirectory).toList();
    }
  }

  private static boolean folderIsEmpty(Path folder) throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.findAny().isEmpty();
    }
  }
}
