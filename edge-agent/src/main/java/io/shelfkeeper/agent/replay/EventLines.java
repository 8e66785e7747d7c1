package io.shelfkeeper.agent.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shelfkeeper.agent.core.facts.Hypothesis;
import io.shelfkeeper.agent.core.facts.Item;
import io.shelfkeeper.agent.core.stock.StockSink;
import io.shelfkeeper.agent.core.time.Moment;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints every conclusion as one line of JSON, stamped with the last sample seen. */
final class EventLines implements StockSink {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final PrintStream out;
  private int told;

  EventLines(PrintStream out) {
    this.out = out;
  }

  @Override
  public String moved(Moved moved) {
    told++;
    String id = "e" + told;
    ObjectNode line = JSON.createObjectNode();
    line.put("t_ms", moved.nanos() / Moment.NANOS_PER_MILLI);
    line.put("shelf", moved.shelf());
    line.set("items", items(moved.items()));
    line.put("confidence", rounded(moved.confidence()));
    line.put("reason", moved.reason().word());
    line.put("delta_g", Math.round(moved.grams() * 100) / 100.0);
    ArrayNode best = line.putArray("best");
    for (Hypothesis hypothesis : moved.best()) {
      ObjectNode one = best.addObject();
      one.set("items", items(hypothesis.items()));
      one.put("p", rounded(hypothesis.probability()));
    }
    line.put("id", id);
    if (moved.corrects() != null) {
      line.put("corrects", moved.corrects());
    }
    out.println(line);
    return id;
  }

  /** Bays do not matter in this format: one entry for each product. */
  private static ArrayNode items(List<Item> items) {
    Map<String, Integer> sums = new LinkedHashMap<>();
    for (Item item : items) {
      sums.merge(item.sku(), item.delta(), Integer::sum);
    }
    ArrayNode array = JSON.createArrayNode();
    sums.forEach((sku, delta) -> array.addObject().put("sku", sku).put("qty", delta));
    return array;
  }

  private static double rounded(double x) {
    return Math.round(x * 10_000) / 10_000.0;
  }
}
