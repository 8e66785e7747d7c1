package io.shelfkeeper.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.Count;
import io.shelfkeeper.agent.core.planogram.ActivePlanogram;
import io.shelfkeeper.agent.core.planogram.PlanogramReader.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Planograms keep to the rules of the site file, and change nothing of it but its goods. */
class PlanogramsTest {
  private static final String PRODUCTS =
      """
      {"products": [{"sku": "tea", "name": "Tee \\u2013 茶", "grams": 250.5, "spread": 2},
                    {"sku": "milk", "gtin": "4001234500010", "name": "Milk", "grams": 520, "spread": 3}]}
      """;
  private static final String BAYS =
      """
      {"bays": [{"id": "A1", "products": [{"sku": "tea", "low": 2}]},
                {"id": "A2", "products": [{"sku": "milk"}, {"sku": "tea"}]}]}
      """;

  private static final SiteFile SITE = site();

  private static SiteFile site() {
    String text =
        """
        site: shop
        device: keeper
        broker: {url: "mqtt://localhost:1883"}
        buses: [{id: bus1, link: "tcp://localhost:4001"}]
        devices:
          - {id: s1, model: rs485-transmitter, bus: bus1, address: 1, cell: A1, samples_per_second: 5}
          - {id: s2, model: rs485-transmitter, bus: bus1, address: 2, cell: A2, samples_per_second: 5}
        products: [{sku: water, name: Water, grams: 520, spread: 2}]
        fixtures:
          - id: rack
            bays:
              - {id: A1, cells: [A1], products: [{sku: water, count: 5}]}
              - {id: A2, cells: [A2], products: [{sku: water, count: 6}]}
        """;
    SiteFiles.Verdict read = SiteFiles.check(text, Path.of("").toAbsolutePath());
    if (read instanceof SiteFiles.Refused refused) {
      throw new AssertionError(refused.problems());
    }
    return ((SiteFiles.Accepted) read).site();
  }

  private static List<byte[]> parts(String... parts) {
    return Arrays.stream(parts).map(part -> part.getBytes(StandardCharsets.UTF_8)).toList();
  }

  private static String unfit(String... parts) {
    return assertInstanceOf(Verdict.Unfit.class, new Planograms(SITE).read(parts(parts))).what();
  }

  @Test
  void partsInAnyOrderMakeOnePlanogram() {
    Verdict expected = new Verdict.Fits(Map.of("A1", List.of("tea"), "A2", List.of("milk", "tea")));
    assertEquals(expected, new Planograms(SITE).read(parts(PRODUCTS, BAYS)));
    assertEquals(expected, new Planograms(SITE).read(parts(BAYS, PRODUCTS)));
  }

  @ParameterizedTest
  @CsvSource({
    "'\"id\": \"A2\"', '\"id\": \"A3\"', this site has no bay \"A3\"",
    "'\"id\": \"A2\"', '\"id\": \"A1\"', the bay \"A1\" is there already",
    "'[{\"sku\": \"tea\", \"low\": 2}]', '[]', is empty",
    "'{\"sku\": \"milk\"}', '{\"sku\": \"mlik\"}', there is no product \"mlik\"",
    "'{\"sku\": \"milk\"}', '{\"sku\": \"tea\"}', is in this bay already",
    "'\"low\": 2', '\"low\": -2', low",
    "'\"low\": 2', '\"count\": 2', count",
    "'\"grams\": 250.5', '\"grams\": 0', grams",
    "'\"spread\": 3', '\"spread\": 300', cannot be counted",
    "4001234500010, 4001234500011, check digit",
    "'\"sku\": \"milk\", \"gtin\"', '\"sku\": \"tea\", \"gtin\"', the product \"tea\" is there already",
    "'{\"bays\"', '{\"doors\": [], \"bays\"', doors",
    "'{\"bays\"', '[', YAML"
  })
  void whatBreaksARuleOfTheSiteFileDoesNotFit(String right, String wrong, String expected) {
    String what = unfit(PRODUCTS.replace(right, wrong), BAYS.replace(right, wrong));
    assertTrue(what.contains(expected), what);
  }

  @Test
  void everyBayMustBeNamed() {
    String half = BAYS.replaceAll(",\\s*\\{\"id\": \"A2\".*", "]}");
    assertTrue(unfit(PRODUCTS, half).contains("the bay \"A2\" is missing"));
    Verdict garbage = new Planograms(SITE).read(List.of(new byte[] {'{', (byte) 0xFF, '}'}));
    assertTrue(assertInstanceOf(Verdict.Unfit.class, garbage).what().contains("UTF-8"));
  }

  @Test
  void theShopKeepsItsWiresAndTheCountsOfGoodsThatStay() {
    ActivePlanogram active =
        new ActivePlanogram(7, parts(PRODUCTS, BAYS), List.of(new Count("A2", "milk", 4, 0)));
    Problems problems = new Problems();
    SiteFile shop = new Planograms(SITE).shop(active, problems);
    assertEquals(List.of(), problems.list());
    assertEquals(SITE.devices(), shop.devices());
    assertEquals(List.of("A1"), shop.bays().getFirst().cells());
    assertEquals(List.of(new SiteFile.Planned("tea", 0, 2)), shop.bays().getFirst().products());
    assertEquals(
        List.of(new SiteFile.Planned("milk", 4, 0), new SiteFile.Planned("tea", 0, 0)),
        shop.bays().getLast().products());
    assertEquals("Tee – 茶", shop.products().getFirst().name());
  }
}
