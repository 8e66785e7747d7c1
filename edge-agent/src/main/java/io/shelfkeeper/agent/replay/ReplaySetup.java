package io.shelfkeeper.agent.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shelfkeeper.agent.core.calibration.Calibration;
import io.shelfkeeper.agent.core.stock.StockSetup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The setup file of a recorded stream: cells, products, planogram, opening stock.
 *
 * @param cells index of each cell by its name
 * @param worth what a reading of each cell is worth
 */
record ReplaySetup(StockSetup stock, Map<String, Integer> cells, List<Calibration> worth) {

  static ReplaySetup read(Path file) throws IOException {
    JsonNode root = new ObjectMapper().readTree(file.toFile());
    Map<String, Integer> index = new LinkedHashMap<>();
    List<StockSetup.Cell> cells = new ArrayList<>();
    List<Calibration> worth = new ArrayList<>();
    for (JsonNode cell : need(root, "cells", file)) {
      index.put(text(cell, "cell", file), cells.size());
      cells.add(new StockSetup.Cell(text(cell, "cell", file), text(cell, "shelf", file)));
      double gain = cell.path("gain").asDouble(1);
      double offset = cell.path("offset_g").asDouble(0);
      worth.add(new Calibration(gain, offset, Double.NaN, "recorded", 0));
    }
    List<StockSetup.Product> products = new ArrayList<>();
    for (JsonNode product : need(root, "products", file)) {
      products.add(
          new StockSetup.Product(
              text(product, "sku", file),
              need(product, "mean_g", file).asDouble(),
              product.path("sd_g").asDouble(0)));
    }
    List<StockSetup.Placement> planogram = new ArrayList<>();
    for (JsonNode placement : need(root, "planogram", file)) {
      planogram.add(placement(placement, index, file));
    }
    List<StockSetup.Opening> openings = new ArrayList<>();
    root.path("stock")
        .properties()
        .forEach(
            entry ->
                openings.add(new StockSetup.Opening(entry.getKey(), "", entry.getValue().asInt())));
    double rate = need(root, "sps_nominal", file).asDouble();
    return new ReplaySetup(
        new StockSetup(rate, cells, products, planogram, openings),
        Map.copyOf(index),
        List.copyOf(worth));
  }

  private static StockSetup.Placement placement(
      JsonNode placement, Map<String, Integer> index, Path file) throws IOException {
    List<Integer> on = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (JsonNode cell : need(placement, "cells", file)) {
      Integer found = index.get(cell.asText());
      if (found == null) {
        throw new IOException(file + ": the planogram names an unknown cell " + cell.asText());
      }
      on.add(found);
      names.add(cell.asText());
    }
    return new StockSetup.Placement(
        text(placement, "sku", file), text(placement, "shelf", file), on, String.join("+", names));
  }

  private static String text(JsonNode node, String field, Path file) throws IOException {
    return need(node, field, file).asText();
  }

  private static JsonNode need(JsonNode node, String field, Path file) throws IOException {
    JsonNode found = node.get(field);
    if (found == null) {
      throw new IOException(file + ": \"" + field + "\" is missing");
    }
    return found;
  }
}
