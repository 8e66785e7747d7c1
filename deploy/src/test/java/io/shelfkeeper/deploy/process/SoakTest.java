package io.shelfkeeper.deploy.process;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.deploy.demo.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * As many events as a day brings at five times the load of a shop, as fast as they go: nothing that
 * the agent uses grows with their number.
 */
@Tag("process")
@Tag("deep")
class SoakTest {
  private static final int DAY = 432_000;
  private static final int PORTION = 108_000;
  private static final double GROWTH_MAX = 1.05;

  /** The runtime opens a file of its own now and then. */
  private static final long HANDLES_MORE_MAX = 5;

  @TempDir private Path folder;

  private static long count(long pid, String what) throws IOException {
    try (var all = Files.list(Path.of("/proc", Long.toString(pid), what))) {
      return all.count();
    }
  }

  private static boolean nothingWaits(IntakeShop shop) {
    return Run.agent("status", "--data", shop.data())
        .output()
        .lines()
        .anyMatch(line -> line.strip().startsWith("telemetry") && line.endsWith("none waits"));
  }

  @Test
  void nothingGrowsWithTheEventsOfADayAtFiveTimesTheLoad() throws IOException {
    try (IntakeShop shop = new IntakeShop(folder)) {
      shop.startBroker();
      Child agent = shop.startAgent();
      double megabytes = 0;
      long threads = 0;
      long handles = 0;
      for (int first = 0; first < DAY; first += PORTION) {
        shop.fill("telemetry", first, PORTION, upTo -> {});
        Wait.until("all of it has left", () -> nothingWaits(shop));
        if (first == PORTION) { // the portion before was to warm up
          megabytes = ProcessUse.of(agent.pid()).residentMegabytes();
          threads = count(agent.pid(), "task");
          handles = count(agent.pid(), "fd");
        }
      }
      double after = ProcessUse.of(agent.pid()).residentMegabytes();
      System.out.printf("%d events: %.1f MB, then %.1f MB resident%n", DAY, megabytes, after);
      assertTrue(after <= megabytes * GROWTH_MAX, megabytes + " MB, then " + after);
      assertTrue(count(agent.pid(), "task") <= threads, "more threads than " + threads);
      long more = count(agent.pid(), "fd") - handles;
      assertTrue(more <= HANDLES_MORE_MAX, more + " more files and sockets are open");
    }
  }
}
