package io.shelfkeeper.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunOptionsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run --config a b --data c",
        "run --config a",
        "run --data c",
        "run --config a --data c --help",
        "run --config a --config b --data c",
        "run --config --data c",
        "run --config a --data c --until-stdin-closes=yes",
        "run --config a --dta c",
        "run --config= --data c",
        "run",
        "check --config a",
        "--help",
        ""
      })
  void whatIsNotCompleteAndRightIsLeftToTheLibrary(String line) {
    String[] arguments = line.isEmpty() ? new String[0] : line.split(" ");
    assertTrue(RunOptions.of(arguments).isEmpty(), line);
  }

  @Test
  void bothSpellingsOfAnOptionAreRead() {
    Optional<RunOptions> wanted =
        Optional.of(new RunOptions(Path.of("/etc/site.yaml"), Path.of("d"), false));
    assertEquals(wanted, RunOptions.of("run", "--config", "/etc/site.yaml", "--data", "d"));
    assertEquals(wanted, RunOptions.of("run", "--data=d", "--config=/etc/site.yaml"));
  }

  @Test
  void aDemoMayAskToEndWithItsParent() {
    assertEquals(
        Optional.of(new RunOptions(Path.of("s"), Path.of("d"), true)),
        RunOptions.of("run", "--until-stdin-closes", "--config", "s", "--data", "d"));
  }
}
