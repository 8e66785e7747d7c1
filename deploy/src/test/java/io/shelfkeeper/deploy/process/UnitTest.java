package io.shelfkeeper.deploy.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.deploy.demo.Application;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service unit is understood, and gives up what it does not need. */
@Tag("process")
class UnitTest {
  @TempDir Path folder;

  @Test
  void theServiceManagerHasNothingToSayAboutTheUnit() throws IOException {
    Run run = Run.of(List.of(Tools.need("systemd-analyze"), "verify", unit().toString()));
    // Its exit code is 0 even for a misspelt value: any word about our unit is a failure. What it
    // thinks of the other units of this machine is not ours.
    assertEquals(
        List.of(), run.output().lines().filter(line -> line.contains("shelfkeeper")).toList());
    assertEquals(0, run.exit());
  }

  @Test
  void theUnitIsHardened() throws IOException {
    // The scale is 0.0 (nothing exposed) to 10.0; the threshold is written in tenths.
    Run run =
        Run.of(
            List.of(
                Tools.need("systemd-analyze"),
                "security",
                "--offline=true",
                "--threshold=20",
                unit().toString()));
    assertEquals(0, run.exit(), run.output());
  }

  /** The contract names that path for the intake's socket; nobody else makes the folder. */
  @Test
  void theUnitMakesTheFolderOfTheIntakesSocket() throws IOException {
    List<String> lines = Files.readAllLines(unit());
    assertTrue(lines.contains("RuntimeDirectory=shelfkeeper"), "no /run/shelfkeeper");
    assertTrue(lines.contains("RuntimeDirectoryMode=0750"), "others may look into it");
  }

  /** A shop whose service was given up after ten deaths in a minute would stay dead. */
  @Test
  void theServiceIsStartedAgainHoweverOftenItDies() throws IOException {
    List<String> lines = Files.readAllLines(unit());
    assertTrue(lines.contains("StartLimitIntervalSec=0"), "given up after some deaths");
    assertTrue(lines.contains("Restart=always"), "not started again after each end");
    assertTrue(lines.stream().anyMatch(l -> l.matches("RestartSec=[1-9]\\d?")), "no pause");
  }

  /** The unit as installed, except that the program is looked for where this build put it. */
  private Path unit() throws IOException {
    Application application = Application.installed();
    String unit = Files.readString(application.folder().resolve("systemd/shelfkeeper.service"));
    assertTrue(unit.contains("ExecStart=/opt/shelfkeeper/bin/shelfkeeper run "), unit);
    Path copy = folder.resolve("shelfkeeper.service");
    Files.writeString(copy, unit.replace("/opt/shelfkeeper", application.folder().toString()));
    return copy;
  }
}
