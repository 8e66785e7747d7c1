package io.shelfkeeper.deploy.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.shelfkeeper.deploy.demo.Application;
import io.shelfkeeper.deploy.demo.LiveShop;
import io.shelfkeeper.deploy.demo.Move;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Somebody restores an older copy of the data folder. Numbers that the backend knows are then given
 * a second time, to other events; comparing numbers alone would swallow them.
 */
@Tag("process")
class RestoreTest {
  private static final String ROLLED_BACK = "io.shelfkeeper.journal.rolled_back.v1";

  @Test
  void anOlderCopyIsNoticedAtTheNextConnect() throws IOException {
    try (LiveShop shop = LiveShop.withOwnBroker(Application.installed(), Brokers.any())) {
      Shopping shopping = Shopping.open(shop);
      restoreAnOlderCopy(shopping);
      shop.startAgent();
      shop.awaitAgent();
      assertRolledBackOnce(shopping);
    }
  }

  @Test
  void eventsMadeOfflineUnderNumbersAlreadyUsedAreNeitherSwallowedNorDoubled() throws IOException {
    try (LiveShop shop = LiveShop.withOwnBroker(Application.installed(), Brokers.any())) {
      Shopping shopping = Shopping.open(shop);
      restoreAnOlderCopy(shopping);
      shop.cutNetwork();
      shop.startAgent();
      shop.awaitAgent();
      // With what is found changed that is more than the backend had seen of the lost time: its
      // last number is overtaken.
      long before = shopping.status().waiting();
      for (String bay : List.of("B1", "B2", "B3")) {
        shopping.tell("take --bay " + bay + " --count 1");
      }
      Wait.until("they wait", () -> shopping.status().waiting() >= before + 3);
      int moves = shopping.ledger().moves().size();
      shop.mendNetwork();
      assertRolledBackOnce(shopping);
      List<Move> after = shopping.ledger().moves();
      assertEquals(
          3,
          after.subList(moves, after.size()).stream()
              .filter(move -> move.bay().startsWith("B") && move.packages() == -1)
              .count(),
          after::toString);
    }
  }

  /** A copy is made; movements go on and are acknowledged; the agent dies; the copy comes back. */
  private static void restoreAnOlderCopy(Shopping shopping) throws IOException {
    LiveShop shop = shopping.shop();
    shopping.tell("take --bay A1 --count 1");
    shopping.assertNothingLostOrDuplicated();
    shop.killAgent();
    Path data = shop.folder().data();
    Path copy = shop.folder().path().resolve("copy");
    copy(data, copy);
    shop.startAgent();
    shop.awaitAgent();
    for (int i = 0; i < 4; i++) {
      shopping.tell("take --bay A" + (2 + i) + " --count 1");
    }
    shopping.assertNothingLostOrDuplicated();
    shop.killAgent();
    delete(data);
    copy(copy, data);
  }

  private static void assertRolledBackOnce(Shopping shopping) {
    shopping.awaitOnline();
    LiveShop shop = shopping.shop();
    Wait.until(
        "the stock is equal again",
        () ->
            shopping.status().waiting() == 0
                && shop.truth().counts().equals(onlyThere(shopping.ledger().counts())));
    List<JsonNode> alarms = shopping.ledger().events(ROLLED_BACK);
    assertTrue(!alarms.isEmpty(), "the roll-back is told");
    String now = shopping.status().incarnation();
    assertEquals(now, alarms.getLast().path("data").path("new_incarnation").asText());
    assertNotEquals(firstIncarnation(shopping), now);
    // Within the new count no number is missing: nothing was swallowed.
    List<Long> numbers = shopping.ledger().numbers(now, "fact");
    assertEquals(LongStream.rangeClosed(1, numbers.size()).boxed().toList(), numbers);
  }

  private static Map<Move.Place, Integer> onlyThere(Map<Move.Place, Integer> counts) {
    counts.values().removeIf(count -> count == 0);
    return counts;
  }

  private static String firstIncarnation(Shopping shopping) {
    return shopping
        .ledger()
        .events("io.shelfkeeper.stock.moved.v1")
        .getFirst()
        .path("incarnation")
        .asText();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        if (Files.isDirectory(file) || Files.isRegularFile(file)) {
          Files.copy(file, to.resolve(from.relativize(file).toString()));
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
