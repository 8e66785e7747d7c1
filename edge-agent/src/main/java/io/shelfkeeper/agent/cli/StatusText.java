package io.shelfkeeper.agent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The status as people read it on the spot: what works, what waits, what to look at. */
final class StatusText {
  private StatusText() {}

  static List<String> lines(JsonNode status) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s at %s, version %s, start %d"
            .formatted(
                text(status, "device"),
                text(status, "site"),
                text(status, "version"),
                status.path("boot").asLong()));
    lines.add(
        "clock    %s, %s"
            .formatted(
                Instant.ofEpochMilli(status.path("wall_millis").asLong())
                    .truncatedTo(ChronoUnit.SECONDS),
                trust(text(status, "clock"))));
    lines.add("backend  " + connection(text(status, "connection")));
    status.path("lanes").forEach(lane -> lines.add(lane(lane)));
    lines.add("key      " + text(status, "key"));
    orders(lines, status.path("orders"));
    lines.add("");
    lines.add("bay           weight  counted");
    status.path("bays").forEach(bay -> lines.addAll(bay(bay)));
    doors(lines, status.path("doors"));
    lines.add("");
    faults(lines, status.path("faults"));
    return lines;
  }

  private static String trust(String clock) {
    return switch (clock) {
      case "trusted" -> "synchronised";
      case "lower_bound" -> "not synchronised: it is this late or later";
      default -> "not synchronised: may be wrong";
    };
  }

  private static String connection(String word) {
    return switch (word) {
      case "online" -> "connected";
      case "connecting" -> "not reached yet, trying";
      case "greeting" -> "broker reached, waiting for the backend's first word";
      case "offline" -> "not connected; the shop goes on, everything is kept";
      default -> word;
    };
  }

  private static String lane(JsonNode lane) {
    long waiting = lane.path("waiting").asLong();
    String line =
        "  %-10s %d delivered, ".formatted(text(lane, "lane"), lane.path("acknowledged").asLong());
    return waiting == 0
        ? line + "none waits"
        : line
            + "%d wait, the oldest since %s"
                .formatted(waiting, span(lane.path("oldest_millis").asLong()));
  }

  private static List<String> bay(JsonNode bay) {
    List<String> lines = new ArrayList<>();
    JsonNode grams = bay.path("grams");
    String start =
        "%-10s %9s"
            .formatted(
                text(bay, "bay"),
                grams.isNumber()
                    ? String.format(Locale.ROOT, "%.0f g", grams.asDouble())
                    : "no weight");
    for (JsonNode product : bay.path("products")) {
      double sd = product.path("sd").asDouble();
      lines.add(
          "%s  %d %s%s%s"
              .formatted(
                  lines.isEmpty() ? start : " ".repeat(start.length()),
                  product.path("count").asInt(),
                  text(product, "sku"),
                  sd > 0 ? String.format(Locale.ROOT, " (+/- %.1f)", sd) : "",
                  bay.path("known").asBoolean() ? "" : ", not confirmed by its scale yet"));
    }
    return lines.isEmpty() ? List.of(start) : lines;
  }

  private static void orders(List<String> lines, JsonNode orders) {
    if (orders.isMissingNode()) {
      return;
    }
    long version = orders.path("trust_version").asLong();
    String trust =
        !orders.path("root_installed").asBoolean()
            ? "no root key is installed: no lock can be ordered"
            : version == 0
                ? "no keys yet: no lock can be ordered"
                : "trust version %d with %d key%s"
                    .formatted(
                        version,
                        orders.path("keys").asInt(),
                        orders.path("keys").asInt() == 1 ? "" : "s");
    lines.add(
        "orders   %d done, %d refused since the start; %s"
            .formatted(orders.path("done").asLong(), orders.path("refused").asLong(), trust));
  }

  private static void doors(List<String> lines, JsonNode doors) {
    if (doors.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("door       is");
    for (JsonNode door : doors) {
      String alarm = text(door, "alarm");
      lines.add(
          "%-10s %s%s"
              .formatted(
                  text(door, "door"),
                  text(door, "state"),
                  alarm.isEmpty() ? "" : ", alarm: " + alarm));
    }
  }

  private static void faults(List<String> lines, JsonNode faults) {
    lines.add(faults.isEmpty() ? "no fault" : "faults: " + faults.size());
    for (JsonNode fault : faults) {
      lines.add(
          "  %s %s, for %s"
              .formatted(
                  text(fault, "device"),
                  text(fault, "kind").replace('_', ' '),
                  span(fault.path("for_millis").asLong())));
      lines.add("    " + text(fault, "what"));
      lines.add("    check: " + text(fault, "check"));
    }
  }

  /** A duration as people say it: two units at most. */
  static String span(long millis) {
    long seconds = millis / 1000;
    if (seconds < 120) {
      return seconds + " s";
    }
    long minutes = seconds / 60;
    if (minutes < 120) {
      return minutes + " min";
    }
    long hours = minutes / 60;
    return hours < 48 ? hours + " h" : hours / 24 + " days";
  }

  /** What comes over the socket is shown on a terminal: no control characters. */
  private static String text(JsonNode node, String key) {
    return node.path(key).asText("?").replaceAll("\\p{Cntrl}", " ");
  }
}
