package io.shelfkeeper.deploy.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.shelfkeeper.deploy.demo.Application;
import io.shelfkeeper.deploy.demo.LiveShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk a hundred times slower than a poor one: each sync takes half a second longer. Cells are
 * read on, no sample is thrown away, and what moved is told.
 */
@Tag("process")
@Tag("deep")
class SlowDiskTest {
  private static final String SLOW =
      """
      #!/bin/sh
      exec strace -D -f -qq --seccomp-bpf -e signal=none -e trace=fsync,fdatasync \
      -e inject=fsync,fdatasync:delay_exit=500000 -o %s "%s" "$@"
      """;

  private static final JsonNode LOST = TextNode.valueOf("samples_lost");

  @TempDir private Path folder;

  @Test
  void cellsAreReadOnAndNothingIsLostWhileEachSyncTakesHalfASecond() throws IOException {
    Tools.need("strace");
    Random dice = new Random(5);
    try (LiveShop shop = LiveShop.withOwnBroker(slowed(), Brokers.any())) {
      Shopping shopping = Shopping.open(shop);
      for (int round = 0; round < 8; round++) {
        shopping.move(dice);
        shopping.move(dice);
        int told = shopping.ledger().moves().size();
        Wait.until("a movement is told", () -> shopping.ledger().moves().size() > told);
      }
      shopping.assertNothingLostOrDuplicated();
      List<JsonNode> faults = shopping.ledger().events("io.shelfkeeper.fault.opened.v1");
      // Others may be the machine's: a simulator that stalls is a cell that does not answer.
      System.out.println("faults on a slow disk: " + faults);
      assertEquals(
          List.of(),
          faults.stream().map(fault -> fault.at("/data/kind")).filter(LOST::equals).toList(),
          "no sample was thrown away");
      Wait.until("all cells are read", () -> shopping.status().faults().isEmpty());
    }
    try (var syncs = Files.lines(folder.resolve("syncs"))) {
      assertTrue(syncs.filter(line -> line.contains("DELAYED")).count() > 20, "no slow disk");
    }
  }

  /** The installed application, with an agent whose disk is slow. */
  private Application slowed() throws IOException {
    Path installed = Application.installed().folder();
    Path home = folder.resolve("shelfkeeper");
    Run copied = Run.of(List.of("cp", "-a", installed.toString(), home.toString()));
    assertEquals(0, copied.exit(), copied.output());
    Path agent = home.resolve("bin/shelfkeeper");
    Files.delete(agent);
    Files.writeString(
        agent,
        SLOW.formatted(folder.resolve("syncs"), installed.resolve("bin").resolve("shelfkeeper")));
    assertTrue(agent.toFile().setExecutable(true));
    return new Application(home);
  }
}
