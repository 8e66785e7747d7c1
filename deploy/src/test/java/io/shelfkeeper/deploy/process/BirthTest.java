package io.shelfkeeper.deploy.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.deploy.demo.Application;
import io.shelfkeeper.deploy.demo.LiveShop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * From the start of the process to the birth that the backend takes: buses open, journal open. The
 * backend is asked and not the agent, whose answers would be part of the bill.
 */
@Tag("process")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BirthTest {
  private static final String BORN = "io.shelfkeeper.device.born.v1";
  private static final double LIMIT_SECONDS = 1.5;
  private static final double PREPARED_LIMIT_SECONDS = 0.9;

  /**
   * The limits are for a machine of its own. Broker, backend, simulator and unknown neighbours
   * share these cores and make the same work dearer by more than half (1.24 s where 0.8 s was seen
   * alone), and the cores themselves may be slower: what must never be is a start that costs
   * several times as much. The figures are printed.
   */
  private static final double IN_COMPANY = 4;

  /** Neighbours never make it cheaper: the least of some starts is nearest to the truth. */
  private static final int STARTS = 4;

  @TempDir static Path folder;

  private Path home;
  private LiveShop shop;
  private String commandLine = "";

  @BeforeAll
  void theShopOpens() {
    home = copy(Application.installed().folder(), folder.resolve("with blank/shelfkeeper"));
    shop = LiveShop.withOwnBroker(new Application(home), Brokers.any());
    shop.startBroker();
    shop.startBackend(line -> {});
    shop.startSimulator(1);
  }

  @AfterAll
  void theShopCloses() {
    shop.close();
  }

  @Test
  void aBirthCostsLittleProcessorTimeAndLessWhenTheDeviceIsPrepared() {
    double plain = leastCostOfABirth(LIMIT_SECONDS);
    assertFalse(usesPreparedCode());

    Run prepared = Run.of(List.of(home.resolve("bin/shelfkeeper-prepare").toString()));
    assertEquals(0, prepared.exit(), prepared.output());
    double quick = leastCostOfABirth(PREPARED_LIMIT_SECONDS);
    assertTrue(usesPreparedCode());

    String seen = "agent: %.2f s of CPU to birth, %.2f s prepared".formatted(plain, quick);
    System.out.println(seen);
    assertTrue(plain <= LIMIT_SECONDS * IN_COMPANY, seen);
    assertTrue(quick <= PREPARED_LIMIT_SECONDS * IN_COMPANY, seen);
    assertTrue(quick < plain, seen);

    // An update replaces a library: what was prepared from the old one must not run.
    replace(aLibrary());
    costOfABirth();
    assertFalse(usesPreparedCode(), "code of a library that is no longer there");
  }

  private double leastCostOfABirth(double enough) {
    double least = costOfABirth();
    for (int start = 1; start < STARTS && least > enough; start++) {
      least = Math.min(least, costOfABirth());
    }
    return least;
  }

  /** Starts an agent and kills it when it is born; all but the first find a journal. */
  private double costOfABirth() {
    int before = births();
    shop.startAgent();
    Wait.until("the backend has taken the birth", () -> births() > before);
    double seconds = ProcessUse.of(shop.agent().pid()).cpuSeconds();
    commandLine = commandLine(shop.agent().pid());
    shop.killAgent();
    return seconds;
  }

  private boolean usesPreparedCode() {
    return commandLine.contains("-XX:AOTCache=" + home.resolve("aot"));
  }

  private int births() {
    return shop.ledger().events(BORN).size();
  }

  private Path aLibrary() {
    try (var lib = Files.list(home.resolve("lib"))) {
      return lib.filter(jar -> jar.getFileName().toString().startsWith("edge-agent-"))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By a file of the same name, size and time, as an archive that was unpacked again. */
  private static void replace(Path jar) {
    try {
      Path other = jar.resolveSibling("other");
      Files.copy(jar, other, StandardCopyOption.COPY_ATTRIBUTES);
      Files.move(other, jar, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline")).replace('\0', ' ');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path copy(Path from, Path to) {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        if (!Files.isDirectory(file)) {
          Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
      return to;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
