package io.shelfkeeper.agent.core.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.answers.AnswerBudget;
import io.shelfkeeper.agent.core.money.Price;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.core.trust.Issuing;
import io.shelfkeeper.agent.core.trust.SignedManifest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriceListsTest {
  private static final byte[] TEA = PriceShop.part("tea", 149);
  private static final byte[] CHEAP_TEA = PriceShop.part("tea", 99);
  private static final byte[] MILK = PriceShop.part("milk", 89);
  private static final String CHRISTMAS = "2026-12-24T00:00";

  private final PriceShop shop = new PriceShop();

  @Test
  void untilAListComesTheSiteFilesPricesAreCharged() {
    assertEquals(100, shop.tea());
    assertEquals(0, shop.prices().version());
  }

  @Test
  void aListIsInForceAtItsInstantAllAtOnce() {
    shop.list(1, CHRISTMAS, TEA, MILK);
    assertEquals(
        List.of("staged 1 waits for parts [0, 1]", "staged 1 waits for time []"), shop.news());
    shop.at("2026-12-23T22:59:59Z"); // Berlin is an hour ahead
    assertEquals(100, shop.tea());
    shop.at("2026-12-23T23:00:00Z");
    assertEquals(149, shop.tea());
    assertEquals(List.of("active 1 after 0"), shop.news());
  }

  /** In summer Berlin is two hours ahead; the hour that is skipped begins at its end. */
  @ParameterizedTest
  @CsvSource({
    "2027-07-01T00:00, 2027-06-30T22:00:00Z",
    "2027-03-28T02:30, 2027-03-28T01:30:00Z",
    "2027-10-31T02:30, 2027-10-31T00:30:00Z",
    "2027-10-31T03:00, 2027-10-31T02:00:00Z"
  })
  void timesAreOnesOfTheSite(String activeFrom, String instant) {
    shop.list(1, activeFrom, TEA);
    shop.wall = Instant.parse(instant).toEpochMilli() - 1;
    shop.tick();
    assertEquals(100, shop.tea());
    shop.at(instant);
    assertEquals(149, shop.tea());
  }

  @Test
  void aClockThatJumpsOverTheInstantAndBackSwitchesOnce() {
    shop.list(1, CHRISTMAS, TEA);
    shop.news();
    for (int i = 0; i < 5; i++) {
      shop.at("2027-01-01T00:00:00Z");
      shop.at("2026-12-01T00:00:00Z");
      shop.start();
    }
    assertEquals(List.of("active 1 after 0"), shop.news());
    assertEquals(149, shop.tea());
  }

  @Test
  void withoutAClockItWaitsAndSaysSo() {
    shop.clock = ClockTrust.LOWER_BOUND;
    shop.list(1, CHRISTMAS, TEA);
    shop.at("2027-01-01T00:00:00Z");
    assertEquals(
        List.of("staged 1 waits for parts [0]", "staged 1 waits for clock []"), shop.news());
    shop.nanos += 601 * Moment.NANOS_PER_SECOND;
    shop.tick();
    assertEquals(100, shop.tea());
    assertEquals(List.of("fault no_clock"), shop.news());
    assertTrue(shop.prices().text(shop.now()).contains("check the network time"));
    shop.clock = ClockTrust.TRUSTED;
    shop.tick();
    assertEquals(List.of("active 1 after 0", "no more no_clock"), shop.news());
  }

  @Test
  void withoutAClockAnExplicitNowIsEnough() {
    shop.clock = ClockTrust.UNKNOWN;
    shop.list(1, CHRISTMAS, TEA);
    shop.document(shop.manifest(2, "now", TEA));
    assertEquals(149, shop.tea());
    assertEquals(2, shop.prices().version());
  }

  @Test
  void aSaleBeginsAndEndsByItself() {
    shop.list(1, "now", TEA);
    shop.list(2, "2026-12-20T00:00", CHEAP_TEA);
    shop.document(shop.manifest(3, "2026-12-27T00:00", TEA));
    shop.at("2026-12-20T12:00:00Z");
    assertEquals(99, shop.tea());
    shop.at("2026-12-27T12:00:00Z");
    assertEquals(149, shop.tea());
  }

  /** The list before lies here: its hashes under a higher version are enough. */
  @Test
  void anEmergencySwitchesBackWithoutSendingAnythingAgain() {
    shop.list(1, "now", TEA, MILK);
    shop.list(2, "now", CHEAP_TEA);
    shop.news();
    shop.document(shop.manifest(3, "now", TEA, MILK));
    assertEquals(List.of("staged 3 waits for  []", "active 3 after 2"), shop.news());
    assertEquals(149, shop.tea());
  }

  @Test
  void whatIsEmptyOrLongerThanAPartIsRefused() {
    shop.document(new byte[0]);
    byte[] tooLong = new byte[SignedManifest.PART_BYTES_MAX + 1];
    Arrays.fill(tooLong, (byte) '{');
    shop.document(tooLong);
    assertEquals(List.of("refused  malformed", "refused  too_large"), shop.news());
  }

  /** They are rows that nobody drops, and whoever has a key could send without end. */
  @Test
  void refusedListsAreSummedUpWhenThereAreTooMany() {
    shop.list(7, "now", TEA);
    shop.news();
    byte[] old = shop.manifest(7, "now", CHEAP_TEA);
    for (int i = 0; i < AnswerBudget.ANSWERS_MAX + 10; i++) {
      shop.document(old);
    }
    List<String> news = shop.news();
    assertEquals(AnswerBudget.ANSWERS_MAX + 1, news.size());
    assertEquals("refused  busy", news.getLast());
  }

  @Test
  void onlyHigherVersionsAreTaken() {
    shop.list(7, "now", TEA);
    shop.news();
    shop.document(shop.manifest(7, "now", CHEAP_TEA));
    shop.document(shop.manifest(6, "now", CHEAP_TEA));
    assertEquals(
        List.of("refused prices/7 old_version", "refused prices/6 old_version"), shop.news());
    shop.document(shop.manifest(7, "now", TEA));
    assertEquals(List.of(), shop.news(), "a repeat of the list in force");
    assertEquals(149, shop.tea());
  }

  @Test
  void aForgedListChangesNothing() throws GeneralSecurityException {
    Map<String, byte[]> before = new TreeMap<>(shop.states);
    String good = PriceShop.payload(1, "now", TEA);
    shop.document(new Issuing("pricer").sign(good));
    shop.document(new Issuing("nobody").sign(good));
    shop.document(shop.pricer.sign(good.replace("shop-1", "shop-2")));
    shop.document(shop.pricer.sign(good.replace("acme", "acne")));
    byte[] cut = shop.manifest(1, "now", TEA);
    shop.document(Arrays.copyOf(cut, cut.length - 20));
    shop.document(TEA);
    shop.document(new byte[20_000]);
    assertEquals(
        List.of(
            "refused  untrusted",
            "refused  untrusted",
            "refused  untrusted",
            "refused  untrusted",
            "refused  malformed",
            "refused  unwanted",
            "refused  too_large"),
        shop.news());
    assertEquals(before, shop.states);
    assertEquals(100, shop.tea());
  }

  @Test
  void whoMayOpenDoorsMayNotSetPrices() throws GeneralSecurityException {
    Issuing opener = new Issuing("opener");
    shop.document(
        shop.root.sign(
            Issuing.bundle(2, shop.pricer.entry("\"price\""), opener.entry("\"open\""))));
    shop.news();
    shop.document(opener.sign(PriceShop.payload(1, "now", TEA)));
    assertEquals(List.of("refused  untrusted"), shop.news());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"active_from\":\"now\"|\"active_from\":\"2026-02-30T00:00\"",
        "\"active_from\":\"now\"|\"active_from\":\"2026-12-24T00:00:00\"",
        "\"active_from\":\"now\"|\"active_from\":\"tomorrow\"",
        "\"currency\":\"EUR\"|\"currency\":\"XXX\""
      })
  void aManifestThatMeansNothingIsRefused(String edit) throws GeneralSecurityException {
    String[] edited = edit.split("[|]");
    shop.document(shop.pricer.sign(PriceShop.payload(1, "now", TEA).replace(edited[0], edited[1])));
    assertEquals(List.of("refused prices/1 malformed"), shop.news());
    shop.list(1, "now", TEA);
    assertEquals(149, shop.tea(), "the version was not used up");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"prices\":[{\"sku\":\"tea\",\"price\":1.5}]}",
        "{\"prices\":[{\"sku\":\"tea\",\"price\":-1}]}",
        "{\"prices\":[{\"sku\":\"tea\",\"price\":9999999999999}]}",
        "{\"prices\":[{\"sku\":\"tea\",\"price\":100,\"was\":100}]}",
        "{\"prices\":[{\"sku\":\"tea\",\"price\":100,\"unit_price\":100}]}",
        "{\"prices\":[{\"sku\":\"tea\",\"price\":100,\"unit_price\":1,\"unit\":\"stone\"}]}",
        "{\"prices\":[{\"sku\":\"tea\",\"price\":100,\"discount\":5}]}",
        "{\"prices\":[{\"sku\":\"tea\",\"price\":100,\"name\":\"a\\u0007b\"}]}",
        "{\"prices\":[{\"sku\":\"tea\",\"price\":1},{\"sku\":\"tea\",\"price\":2}]}",
        "{\"prices\":[]"
      })
  void aPartThatCannotBeReadEndsItsListAndNothingElse(String text) {
    byte[] part = text.getBytes(StandardCharsets.UTF_8);
    shop.list(1, "now", CHEAP_TEA);
    shop.news();
    shop.list(2, "now", part);
    assertEquals(
        List.of("staged 2 waits for parts [0]", "refused prices/2 malformed"), shop.news());
    assertEquals(99, shop.tea());
    shop.list(3, "now", TEA);
    assertEquals(149, shop.tea());
  }

  @Test
  void oneProductHasOnePriceInAllParts() {
    shop.list(1, "now", TEA, CHEAP_TEA);
    assertEquals(
        List.of("staged 1 waits for parts [0, 1]", "refused prices/1 malformed"), shop.news());
    assertEquals(100, shop.tea());
  }

  @Test
  void whatAPriceSaysIsKeptToTheLetter() {
    shop.list(
        1,
        "now",
        ("{\"prices\":[{\"sku\":\"tea\",\"name\":\"绿茶 شاي\",\"price\":149,\"was\":199,"
                + "\"unit_price\":596,\"unit\":\"l\",\"note\":\"7 %\"},"
                + "{\"sku\":\"of another shop\",\"price\":1}]}")
            .getBytes(StandardCharsets.UTF_8));
    Price tea = Objects.requireNonNull(shop.prices().price("tea"));
    assertEquals("绿茶 شاي", tea.name());
    assertEquals(199, tea.wasMinor());
    assertEquals(596, Objects.requireNonNull(tea.per()).minor());
    assertEquals(null, shop.prices().price("of another shop"));
  }

  @Test
  void aListThatLacksPartsAtItsTimeIsAFaultAndTheOldPricesStay() {
    shop.document(shop.manifest(1, CHRISTMAS, TEA, MILK));
    shop.document(TEA);
    shop.news();
    shop.at("2026-12-24T00:00:00Z");
    assertEquals(List.of("fault incomplete"), shop.news());
    assertEquals(100, shop.tea());
    shop.document(MILK);
    shop.tick();
    assertEquals(
        List.of("staged 1 waits for time []", "active 1 after 0", "no more incomplete"),
        shop.news());
  }

  @Test
  void moreListsThanMayWaitAreRefusedButNowIsAlwaysTaken() {
    for (int i = 1; i <= 8; i++) {
      shop.document(shop.manifest(i, "2027-01-0" + i + "T00:00", PriceShop.part("tea", i)));
    }
    shop.news();
    shop.document(shop.manifest(9, "2027-01-09T00:00", TEA));
    assertEquals(List.of("refused prices/9 too_many"), shop.news());
    shop.list(9, "now", TEA);
    assertEquals(149, shop.tea());
    assertEquals(1, shop.states.keySet().stream().filter(k -> k.contains("part")).count());
  }

  @Test
  void aLostJournalTakesTheNewestListAgainAndNoOlderOne() {
    shop.list(4, "now", CHEAP_TEA);
    shop.list(5, "now", TEA);
    byte[] trust = Objects.requireNonNull(shop.states.get("trust/bundle"));
    shop.states.clear();
    shop.start();
    shop.document(trust);
    shop.news();
    assertEquals(100, shop.tea());
    shop.document(shop.manifest(4, "now", CHEAP_TEA));
    assertEquals(List.of("refused prices/4 old_version"), shop.news());
    shop.list(5, "now", TEA);
    assertEquals(149, shop.tea());
  }

  /** One part for two lists: the higher one begins, and nothing more is said of the lower. */
  @Test
  void aPartMayCompleteTwoListsAtOnce() {
    shop.document(shop.manifest(1, "2026-11-01T00:00", TEA));
    shop.document(shop.manifest(2, "now", TEA));
    shop.news();
    shop.document(TEA);
    assertEquals(List.of("staged 1 waits for time []", "active 2 after 0"), shop.news());
  }

  @Test
  void aDamagedPartIsNoPrice() {
    shop.list(1, "now", TEA);
    String key =
        shop.states.keySet().stream().filter(k -> k.contains("part/")).findFirst().orElseThrow();
    shop.states.put(key, CHEAP_TEA);
    shop.start();
    assertEquals(100, shop.tea());
    shop.list(1, "now", TEA);
    assertEquals(149, shop.tea());
  }
}
