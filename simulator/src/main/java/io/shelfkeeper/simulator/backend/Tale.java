package io.shelfkeeper.simulator.backend;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.StringJoiner;

/** An event in plain words, for whoever watches the backend. */
final class Tale {
  private Tale() {}

  /** The sentence, absent for what happens all the time. */
  static Optional<String> of(Event event) {
    JsonNode data = event.data();
    String device = event.device();
    return switch (event.type()) {
      case Event.MOVED -> Optional.of(moved(data));
      case Event.BORN -> Optional.of(device + " is online");
      case Event.GONE -> Optional.of(device + " is offline");
      case "io.shelfkeeper.stock.low.v1" ->
          Optional.of(place(data) + " runs low: " + data.path("count").asInt() + " left");
      case "io.shelfkeeper.stock.out.v1" -> Optional.of(place(data) + " is sold out");
      case "io.shelfkeeper.stock.recovered.v1" ->
          Optional.of(place(data) + " is filled again: " + data.path("count").asInt());
      case "io.shelfkeeper.stock.unexplained.v1" ->
          Optional.of(
              data.path("shelf").asText()
                  + " changed by "
                  + data.path("grams").asText()
                  + " g, and nobody knows why");
      case "io.shelfkeeper.fault.opened.v1" -> Optional.of("fault: " + data.path("what").asText());
      case "io.shelfkeeper.fault.closed.v1" ->
          Optional.of(
              "fault ended: "
                  + data.path("device").asText()
                  + " ("
                  + data.path("kind").asText()
                  + ")");
      case "io.shelfkeeper.journal.rolled_back.v1" ->
          Optional.of(device + " came back with an older journal and begins a new count");
      default -> Optional.empty();
    };
  }

  private static String moved(JsonNode data) {
    StringJoiner items = new StringJoiner(", ");
    for (JsonNode item : data.path("items")) {
      int delta = item.path("delta").asInt();
      items.add(
          (delta > 0 ? "+" : "")
              + delta
              + " x "
              + item.path("sku").asText()
              + " at "
              + item.path("bay").asText());
    }
    String reason = data.path("reason").asText().replace('_', ' ');
    return reason + ": " + items + " (confidence " + data.path("confidence").asText() + ")";
  }

  private static String place(JsonNode data) {
    return data.path("bay").asText() + " (" + data.path("sku").asText() + ")";
  }
}
