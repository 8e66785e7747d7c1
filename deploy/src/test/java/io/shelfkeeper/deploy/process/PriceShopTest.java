package io.shelfkeeper.deploy.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Price lists end to end, with separate programs, a real broker and a process that is killed. */
@Tag("process")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PriceShopTest {
  private static final String ACTIVE = "io.shelfkeeper.prices.active.v1";
  private static final String STAGED = "io.shelfkeeper.prices.staged.v1";
  private static final String REFUSED = "io.shelfkeeper.document.refused.v1";

  private final LockShop shop = LockShop.open();

  @AfterAll
  void theShopCloses() {
    shop.close();
  }

  @Test
  void aSaleIsStagedOutlivesTheProcessAndTheOldPricesComeBack() {
    assertSays("The prices of the site file are in force.", "juice-250 EUR 1.49");

    shop.desk().sendPrices(1, "now", "juice-250", 199);
    awaitActive(1);
    assertSays("Version 1 is in force", "juice-250 EUR 1.99", "water-500 has no price");

    shop.desk().sendPrices(2, "2099-12-24T00:00", "juice-250", 99);
    Wait.until("the sale is staged", () -> isStaged(2));
    shop.desk().forgePrices(3, "juice-250", 1);
    Wait.until("a refusal", () -> !shop.ledger().events(REFUSED).isEmpty());
    assertEquals("untrusted", shop.ledger().events(REFUSED).getLast().at("/data/code").asText());

    shop.crash();
    assertSays("Version 1 is in force", "Version 2 begins 2099-12-24T00:00", "juice-250 EUR 1.99");

    shop.desk().sendPrices(3, "now", "juice-250", 99);
    awaitActive(3);
    assertSays("Version 3 is in force", "juice-250 EUR 0.99");
    shop.desk().sendPrices(4, "now", "juice-250", 199);
    awaitActive(4);
    assertSays("juice-250 EUR 1.99");
    assertEquals(3, shop.ledger().events(ACTIVE).size());
  }

  private void awaitActive(long version) {
    Wait.until(
        "prices of version " + version,
        () ->
            shop.ledger().events(ACTIVE).stream()
                .anyMatch(event -> event.at("/data/version").asLong() == version));
  }

  private boolean isStaged(long version) {
    return shop.ledger().events(STAGED).stream()
        .map(event -> event.path("data"))
        .anyMatch(
            data -> data.path("version").asLong() == version && data.path("missing").isEmpty());
  }

  private void assertSays(String... pieces) {
    Run run = Run.agent("prices", "--data", shop.shop().folder().data().toString());
    assertEquals(0, run.exit(), run.output());
    for (String piece : pieces) {
      assertTrue(run.output().contains(piece), () -> piece + " is not in " + run.output());
    }
  }
}
