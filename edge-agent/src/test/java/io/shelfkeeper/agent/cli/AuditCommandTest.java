package io.shelfkeeper.agent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.audit.AuditWalk;
import io.shelfkeeper.agent.core.audit.Chains;
import io.shelfkeeper.agent.core.audit.VectorKey;
import io.shelfkeeper.agent.core.facts.AuditEntry;
import io.shelfkeeper.agent.doctor.Doctor;
import io.shelfkeeper.agent.journal.AuditFile;
import io.shelfkeeper.agent.ports.AuditReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person gets who asks whether the audit log is whole. */
class AuditCommandTest {
  private final List<AuditEntry> log = new ArrayList<>(Chains.entries(30));
  private final AuditReader reader =
      (data, known) -> {
        AuditWalk walk = new AuditWalk(List.of(Chains.signed(Chains.entries(30).get(19))), known);
        log.forEach(walk::accept);
        return walk.end();
      };

  @TempDir Path folder;
  private String said = "";

  private int verify(AuditReader from, String... more) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, UTF_8);
    List<String> arguments = new ArrayList<>(List.of("audit", "verify"));
    arguments.addAll(List.of(more));
    Doctor none =
        new Doctor(
            link -> {
              throw new IllegalStateException("no wire is touched");
            });
    Recorder nothing = (site, folder, seconds, old, text) -> ExitCode.FAILED;
    int code =
        Cli.run(
            "9.9",
            none,
            from,
            nothing,
            site -> List.of(),
            print,
            print,
            arguments.toArray(String[]::new));
    said = out.toString(UTF_8);
    return code;
  }

  private int verify(String... more) {
    List<String> arguments = new ArrayList<>(List.of("--data", folder.toString()));
    arguments.addAll(List.of(more));
    return verify(reader, arguments.toArray(String[]::new));
  }

  private void says(String... pieces) {
    for (String piece : pieces) {
      assertTrue(said.contains(piece), () -> piece + " is not in " + said);
    }
  }

  @Test
  void aWholeLogIsCountedAndItsEndsAreNamed() {
    assertEquals(0, verify());
    says("30 entries, 1 checkpoints", "first  1  2027-01-15T08:00:00Z  alarm door/C1 forced");
    says("last   30 ", "up to entry 20 with key 11qYAYKx", "No break", "compared with itself only");
  }

  @Test
  void theFirstBreakIsNamedWithItsMeaning() {
    log.remove(11);
    assertEquals(1, verify());
    says(
        "BROKEN at entry 12: It is missing; entry 13 stands in its place.", "Somebody took it out");
  }

  @Test
  void whatTheBackendHasIsComparedToo() throws IOException {
    Path key = Files.writeString(folder.resolve("key"), new VectorKey().publicKey() + "\n");
    String hash = log.getLast().hash();
    assertEquals(0, verify("--key", key.toString(), "--checkpoint", "30:" + hash));
    assertTrue(!said.contains("Compare with"), said);
    assertEquals(1, verify("--checkpoint", "31:" + hash));
    says("BROKEN at entry 31", "the backend's checkpoint knows entry 31");
    Files.writeString(key, "A".repeat(43));
    assertEquals(1, verify("--key", key.toString()));
    says("BROKEN at entry 20", "another key");
  }

  @Test
  void aWrongCommandLineIsToldApart() {
    assertEquals(2, verify("--key", folder.resolve("none").toString()));
    says("holds no public key");
    assertEquals(2, verify("--checkpoint", "3"));
    says("a colon and 64 digits");
    assertEquals(2, verify(new AuditFile(), "--data", folder.toString()));
    says("There is no journal in " + folder);
    assertEquals(2, verify(reader));
    assertEquals(0, verify("--help"));
    says("--key=FILE", "--checkpoint=ENTRIES:HASH", "also while the");
  }
}
