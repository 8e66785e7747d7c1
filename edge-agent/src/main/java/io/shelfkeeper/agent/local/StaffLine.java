package io.shelfkeeper.agent.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shelfkeeper.agent.core.step.StaffAnswer;
import io.shelfkeeper.agent.core.step.StaffRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * What staff tells the agent, and its answer, as lines of JSON: {@code
 * {"do":"count","bay":"A3","sku":"tea","count":5}} and {@code {"outcome":"done","text":"…"}}.
 */
public final class StaffLine {
  private static final ObjectMapper JSON = new ObjectMapper();

  private StaffLine() {}

  /** The line is no request; the message says why. */
  static final class Unclear extends Exception {
    private static final long serialVersionUID = 1L;

    Unclear(String message) {
      super(message);
    }
  }

  /** The line for a request. */
  public static String of(StaffRequest request) {
    ObjectNode line = JSON.createObjectNode();
    switch (request) {
      case StaffRequest.CountGoods r ->
          line.put("do", "count").put("bay", r.bay()).put("sku", r.sku()).put("count", r.count());
      case StaffRequest.BeginRestock r -> {
        ArrayNode expected = line.put("do", "begin_restock").putArray("expected");
        for (StaffRequest.Expected one : r.expected()) {
          expected
              .addObject()
              .put("bay", one.bay())
              .put("sku", one.sku())
              .put("count", one.count());
        }
      }
      case StaffRequest.EndRestock r -> line.put("do", "end_restock");
      case StaffRequest.HoldCell r -> line.put("do", "hold").put("cell", r.cell());
      case StaffRequest.MarkCell r -> line.put("do", "mark").put("cell", r.cell());
      case StaffRequest.ByReference r ->
          line.put("do", "reference").put("cell", r.cell()).put("grams", r.grams());
      case StaffRequest.ByTwoPoints r ->
          line.put("do", "two_point").put("cell", r.cell()).put("grams", r.grams());
      case StaffRequest.ByCount r ->
          line.put("do", "known_count")
              .put("cell", r.cell())
              .put("sku", r.sku())
              .put("count", r.count());
      case StaffRequest.ReleaseCell r -> line.put("do", "release").put("cell", r.cell());
      case StaffRequest.UndoCalibration r -> line.put("do", "undo").put("cell", r.cell());
      case StaffRequest.AskTag r -> line.put("do", "tag").put("tag", r.tag()).put("at", r.at());
      case StaffRequest.LightBay r ->
          line.put("do", "light").put("bay", r.bay()).put("seconds", r.seconds());
      case StaffRequest.SilenceBuzzers r -> line.put("do", "silence");
      case StaffRequest.ListPrices r -> line.put("do", "prices");
      case StaffRequest.ListWeights r -> line.put("do", "weights");
      case StaffRequest.ForgetWeight r -> line.put("do", "forget_weight").put("sku", r.sku());
      case StaffRequest.ListCalibrations r -> line.put("do", "calibrations");
    }
    return line.toString();
  }

  static StaffRequest request(String line) throws Unclear {
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new Unclear("unknown request");
    }
    return switch (node.path("do").asText()) {
      case "count" ->
          new StaffRequest.CountGoods(
              text(node, "bay"), node.path("sku").asText(), number(node, "count"));
      case "begin_restock" -> {
        List<StaffRequest.Expected> expected = new ArrayList<>();
        for (JsonNode one : node.path("expected")) {
          expected.add(
              new StaffRequest.Expected(
                  text(one, "bay"), one.path("sku").asText(), number(one, "count")));
        }
        yield new StaffRequest.BeginRestock(expected);
      }
      case "end_restock" -> new StaffRequest.EndRestock();
      case "hold" -> new StaffRequest.HoldCell(text(node, "cell"));
      case "mark" -> new StaffRequest.MarkCell(text(node, "cell"));
      case "reference" -> new StaffRequest.ByReference(text(node, "cell"), grams(node));
      case "two_point" -> new StaffRequest.ByTwoPoints(text(node, "cell"), grams(node));
      case "known_count" ->
          new StaffRequest.ByCount(text(node, "cell"), text(node, "sku"), number(node, "count"));
      case "release" -> new StaffRequest.ReleaseCell(text(node, "cell"));
      case "undo" -> new StaffRequest.UndoCalibration(text(node, "cell"));
      case "tag" -> new StaffRequest.AskTag(text(node, "tag"), node.path("at").asText());
      case "light" -> new StaffRequest.LightBay(text(node, "bay"), number(node, "seconds"));
      case "silence" -> new StaffRequest.SilenceBuzzers();
      case "prices" -> new StaffRequest.ListPrices();
      case "weights" -> new StaffRequest.ListWeights();
      case "forget_weight" -> new StaffRequest.ForgetWeight(text(node, "sku"));
      case "calibrations" -> new StaffRequest.ListCalibrations();
      default -> throw new Unclear("unknown request");
    };
  }

  private static String text(JsonNode node, String field) throws Unclear {
    JsonNode value = node.path(field);
    if (!value.isTextual() || value.asText().isEmpty()) {
      throw new Unclear(field + " is missing or no text");
    }
    return value.asText();
  }

  private static double grams(JsonNode node) throws Unclear {
    JsonNode value = node.path("grams");
    if (!value.isNumber()) {
      throw new Unclear("grams is missing or no number");
    }
    return value.asDouble();
  }

  private static int number(JsonNode node, String field) throws Unclear {
    JsonNode value = node.path(field);
    if (!value.isInt()) {
      throw new Unclear(field + " is missing or no whole number");
    }
    return value.asInt();
  }

  static byte[] answer(StaffAnswer answer) {
    ObjectNode line = JSON.createObjectNode();
    line.put("outcome", answer.outcome().word()).put("text", answer.text());
    return (line + "\n").getBytes(UTF_8);
  }

  static byte[] error(String why) {
    return (JSON.createObjectNode().put("error", why) + "\n").getBytes(UTF_8);
  }
}
