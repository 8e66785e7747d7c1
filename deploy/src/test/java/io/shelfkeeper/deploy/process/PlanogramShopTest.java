package io.shelfkeeper.deploy.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Planograms end to end, with separate programs, a real broker and a process that is killed. */
@Tag("process")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlanogramShopTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STAGED = "io.shelfkeeper.planogram.staged.v1";
  private static final String ACTIVE = "io.shelfkeeper.planogram.active.v1";
  private static final String REFUSED = "io.shelfkeeper.document.refused.v1";

  private final LockShop shop = LockShop.open();

  @AfterAll
  void theShopCloses() {
    shop.close();
  }

  @Test
  void newGoodsWaitForTheRestockingAndAreCounted() throws IOException {
    String planogram = withoutJuice(shop.shop().folder().site());
    shop.desk().sendPlanogram(1, "now", planogram.replace("\"A2\"", "\"A9\""));
    Wait.until("a refusal", () -> last(REFUSED, "code").equals("does_not_fit"));
    String change = last(REFUSED, "change");
    assertTrue(change.contains("no bay \"A9\""), change);

    shop.desk().sendPlanogram(2, "restock", planogram);
    Wait.until("it waits for a restocking", () -> last(STAGED, "waits").equals("restock"));
    assertStatus("juice-250");

    assertEquals(0, agent("restock", "--begin").exit());
    Run end = agent("restock", "--end");
    assertTrue(end.output().contains("The planogram changes now."), end::output);
    Wait.until("it holds", () -> last(ACTIVE, "version").equals("2"));
    assertEquals("[\"A3\"]", shop.ledger().events(ACTIVE).getLast().at("/data/changed").toString());
    Wait.until("the agent is back", () -> agent("status").output().contains("nectar-330"));

    shop.crash();
    assertStatus("nectar-330");
    Wait.until(
        "a scale that is read", () -> agent("count", "--bay", "A3", "--count", "12").exit() == 0);
    Wait.until("the backend has it", () -> twelve(shop.ledger().counts().toString()));
    assertEquals(1, shop.ledger().events(ACTIVE).size());
  }

  private static boolean twelve(String stock) {
    return stock.contains("nectar-330]=12") && !stock.contains("juice-250");
  }

  private String last(String type, String field) {
    return shop.ledger().events(type).isEmpty()
        ? ""
        : shop.ledger().events(type).getLast().path("data").path(field).asText();
  }

  private Run agent(String... words) {
    String[] all = new String[words.length + 2];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "--data";
    all[words.length + 1] = shop.shop().folder().data().toString();
    return Run.agent(all);
  }

  private void assertStatus(String sku) {
    Run run = agent("status");
    assertTrue(run.output().contains(sku), () -> sku + " is not in " + run.output());
  }

  /** The goods of the site file, but for the juice: in its bay there is nectar now. */
  private static String withoutJuice(Path site) throws IOException {
    JsonNode read =
        JSON.valueToTree(
            new Load(LoadSettings.builder().build()).loadFromString(Files.readString(site)));
    ObjectNode planogram = JSON.createObjectNode();
    ArrayNode products = planogram.putArray("products");
    for (JsonNode product : read.path("products")) {
      if (!product.path("sku").asText().equals("juice-250")) {
        products.add(product);
      }
    }
    products.add(
        JSON.valueToTree(
            Map.of("sku", "nectar-330", "name", "Nectar 0.33 l", "grams", 350, "spread", 1.5)));
    ArrayNode bays = planogram.putArray("bays");
    for (JsonNode fixture : read.path("fixtures")) {
      for (JsonNode bay : fixture.path("bays")) {
        ObjectNode one = bays.addObject();
        one.put("id", bay.path("id").asText());
        for (JsonNode planned : bay.path("products")) {
          ObjectNode here = one.withArray("products").addObject();
          here.put("sku", planned.path("sku").asText().replace("juice-250", "nectar-330"));
          here.put("low", planned.path("low").asInt());
        }
      }
    }
    return planogram.toString();
  }
}
