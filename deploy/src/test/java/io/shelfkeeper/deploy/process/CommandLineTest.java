package io.shelfkeeper.deploy.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.deploy.demo.Application;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person at the keyboard gets from the packaged program. */
@Tag("process")
class CommandLineTest {
  @TempDir Path folder;

  @Test
  void theDeliveredSiteFileIsGood() {
    Run run = Run.agent("check", "--config", Application.installed().demoSite().toString());
    assertEquals(0, run.exit(), run.output());
  }

  @Test
  void aBadSiteFileEndsWithTwoAndEveryProblemHasItsLine() throws IOException {
    Path bad = badSite();
    List<String> lines = Files.readAllLines(bad);
    int line =
        1
            + lines.indexOf(
                lines.stream().filter(l -> l.contains("nowhere-bus")).findFirst().orElseThrow());
    String place =
        "site.yaml:%d:%d: ".formatted(line, 1 + lines.get(line - 1).indexOf("nowhere-bus"));
    for (List<String> command :
        List.of(
            List.of("check", "--config", bad.toString()),
            List.of("run", "--config", bad.toString(), "--data", folder.resolve("d").toString()))) {
      Run run = Run.agent(command.toArray(String[]::new));
      assertEquals(2, run.exit(), run.output());
      assertTrue(run.output().contains("site.yaml:2:9: "), run.output());
      assertTrue(run.output().contains(place + "there is no bus \"nowhere-bus\""), run.output());
    }
  }

  /** The fonts of labels are found where the launcher is, and nothing of the machine is needed. */
  @Test
  void aLabelIsDrawn() {
    Path file = folder.resolve("a3.png");
    Run run =
        Run.agent(
            "label",
            "--bay",
            "A3",
            "--config",
            Application.installed().demoSite().toString(),
            "--out",
            file.toString());
    assertEquals(0, run.exit(), run.output());
    assertTrue(Files.isRegularFile(file), run.output());
  }

  @Test
  void nobodyAnswersWhereNoAgentRuns() {
    Run run = Run.agent("status", "--data", folder.toString());
    assertEquals(3, run.exit(), run.output());
    assertTrue(run.output().contains(folder.toString()), run.output());
  }

  @Test
  void helpNamesEveryCommand() {
    Run run = Run.agent("--help");
    assertEquals(0, run.exit());
    for (String command : List.of("run", "check", "status", "buffer", "replay")) {
      assertTrue(run.output().contains("  " + command + " "), run.output());
    }
  }

  /** The demo's, with a device name that no topic can carry, and a scale on no bus. */
  private Path badSite() throws IOException {
    String good = Files.readString(Application.installed().demoSite());
    List<String> lines = new ArrayList<>(good.lines().toList());
    lines.removeIf(line -> line.startsWith("#"));
    lines.set(1, "device: keeper/1");
    String bad = String.join("\n", lines).replaceFirst("bus: fridge-bus", "bus: nowhere-bus");
    return Files.writeString(folder.resolve("site.yaml"), bad + "\n");
  }
}
