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
      case "io.shelfkeeper.restock.ended.v1" ->
          Optional.of(device + " has put up a delivery: " + data.path("lines"));
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
      case Event.DONE -> Optional.of(done(data));
      case Event.REFUSED -> Optional.of(refused(data));
      case "io.shelfkeeper.prices.active.v1" ->
          Optional.of(
              "price list %d is in force, with %d prices"
                  .formatted(data.path("version").asLong(), data.path("prices").asInt()));
      case Event.PLANOGRAM ->
          Optional.of(
              "planogram %d holds; count the bays %s"
                  .formatted(data.path("version").asLong(), data.path("changed")));
      case "io.shelfkeeper.tag.silent.v1" ->
          Optional.of(
              "the price tag of %s %s"
                  .formatted(
                      data.path("bay").asText(),
                      data.path("ended").asBoolean() ? "is heard again" : "is not heard any more"));
      case "io.shelfkeeper.trust.changed.v1" ->
          Optional.of(device + " obeys the keys " + data.path("keys"));
      case "io.shelfkeeper.door.opened.v1" ->
          Optional.of(door(data) + " is open (" + data.path("cause").asText() + ")");
      case "io.shelfkeeper.door.shut.v1" -> Optional.of(door(data) + " is shut");
      case "io.shelfkeeper.door.forced.v1" ->
          Optional.of("ALARM: " + door(data) + " was opened by force");
      case "io.shelfkeeper.door.held.v1" -> Optional.of("ALARM: " + door(data) + " stays open");
      case "io.shelfkeeper.door.jammed.v1" ->
          Optional.of("ALARM: " + door(data) + " was released and does not open");
      case "io.shelfkeeper.device.tampered.v1" ->
          Optional.of("ALARM: the case of the device is open");
      case "io.shelfkeeper.journal.rolled_back.v1" ->
          Optional.of(device + " came back with an older journal and begins a new count");
      case Event.DROPPED ->
          Optional.of(
              device
                  + " had no room and dropped telemetry: "
                  + data.path("rows").asLong()
                  + " events up to number "
                  + event.seq());
      default -> Optional.empty();
    };
  }

  private static String done(JsonNode data) {
    String why = data.path("why").asText("").replace('_', ' ');
    return "order "
        + data.path("order").asText()
        + ": "
        + data.path("outcome").asText()
        + (why.isEmpty() ? "" : ", " + why)
        + (data.path("repeated").asBoolean() ? ", as told before" : "");
  }

  private static String refused(JsonNode data) {
    String order = data.path("order").asText();
    return (order.isEmpty() ? "an order of nobody we know" : "order " + order)
        + " is refused: "
        + data.path("code").asText().replace('_', ' ');
  }

  private static String door(JsonNode data) {
    return "door " + data.path("door").asText();
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
