package io.shelfkeeper.agent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The status as people read it on the spot: what works, what waits, what to look at. */
final class StatusText {
  /** Cells that show grams for sure enough that nobody has to look at them. */
  private static final double BELIEVED = 0.9;

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
    cells(lines, status);
    doors(lines, status.path("doors"));
    signals(lines, status.path("signals"));
    tags(lines, status.path("tags"));
    campaign(lines, status.path("campaign"));
    temperatures(lines, status.path("temperatures"));
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
          "%s  %d %s%s%s%s"
              .formatted(
                  lines.isEmpty() ? start : " ".repeat(start.length()),
                  product.path("count").asInt(),
                  text(product, "sku"),
                  sd > 0 ? String.format(Locale.ROOT, " (+/- %.1f)", sd) : "",
                  lasts(product),
                  bay.path("known").asBoolean() ? "" : ", not confirmed by its scale yet"));
    }
    return lines.isEmpty() ? List.of(start) : lines;
  }

  private static String lasts(JsonNode product) {
    JsonNode hours = product.path("hours_left");
    return hours.isNumber() ? ", lasts about " + span((long) (hours.asDouble() * 3_600_000)) : "";
  }

  private static String shows(double trust) {
    return String.format(
        Locale.ROOT, "; what moves on it fits no goods (trust %.2f): calibrate it", trust);
  }

  /** Cells that a person has calibrated, or has to look at; of the others only their number. */
  private static void cells(List<String> lines, JsonNode status) {
    int others = 0;
    lines.add("");
    lines.add("cell       calibrated");
    for (JsonNode cell : status.path("cells")) {
      boolean drifting = cell.path("drifting").asBoolean();
      long at = cell.path("calibrated_wall_millis").asLong();
      double trust = cell.path("trust").asDouble(1);
      boolean believed = trust >= BELIEVED;
      if (at == 0 && !drifting && believed) {
        others++;
        continue;
      }
      long age = status.path("wall_millis").asLong() - at;
      String when =
          at == 0
              ? "never"
              : text(cell, "calibrated").replace('_', ' ')
                  + (age < 0 ? ", by a clock that was wrong" : " " + span(age) + " ago");
      lines.add(
          String.format(
              Locale.ROOT,
              "%-10s %s; drift %.1f g since, %.1f g a day%s%s",
              text(cell, "cell"),
              when,
              cell.path("drift").asDouble(),
              cell.path("drift_daily").asDouble(),
              drifting ? ": ALARM" : "",
              believed ? "" : shows(trust)));
    }
    if (others > 0) {
      lines.add("%d as their devices show them, no drift to speak of".formatted(others));
    }
  }

  private static void orders(List<String> lines, JsonNode orders) {
    if (orders.isMissingNode()) {
      return;
    }
    long version = orders.path("trust_version").asLong();
    String trust =
        !orders.path("root_installed").asBoolean()
            ? "no root key is installed: no lock can be ordered"
            : orders.path("keys").asInt() == 0
                ? "no keys: no lock can be ordered until the backend has sent its bundle"
                : "trust version %d with %d key%s"
                    .formatted(
                        version,
                        orders.path("keys").asInt(),
                        orders.path("keys").asInt() == 1 ? "" : "s");
    lines.add(
        "orders   %d done, %d refused since the start; %s"
            .formatted(orders.path("done").asLong(), orders.path("refused").asLong(), trust));
  }

  private static void signals(List<String> lines, JsonNode signals) {
    if (signals.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("signal     shows");
    for (JsonNode signal : signals) {
      lines.add(
          "%-10s %s: %s of %s%s"
              .formatted(
                  text(signal, "signal"),
                  text(signal, "shows").replace('_', ' '),
                  text(signal, "kind"),
                  text(signal, "tells"),
                  signal.path("works").asBoolean()
                      ? ""
                      : "; whether it does is not known, see the faults"));
    }
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

  /** How far a price list is on its way to the tags. */
  private static void campaign(List<String> lines, JsonNode campaign) {
    String list = "campaign of price list %d".formatted(campaign.path("version").asLong());
    int confirmed = campaign.path("confirmed").asInt();
    int of = campaign.path("of").asInt();
    switch (text(campaign, "phase")) {
      case "planned" ->
          lines.add(
              String.format(
                  Locale.ROOT,
                  "%s: %,d tags change at %s; 99 in 100 by %s, the last by %s",
                  list,
                  of,
                  minute(campaign, "from_wall_millis"),
                  minute(campaign, "most_wall_millis"),
                  minute(campaign, "last_wall_millis")));
      case "running" ->
          lines.add(
              String.format(
                  Locale.ROOT,
                  "%s: %,d of %,d confirmed; 99 in 100 by %s, the last by %s",
                  list,
                  confirmed,
                  of,
                  minute(campaign, "most_wall_millis"),
                  minute(campaign, "last_wall_millis")));
      case "ended" ->
          lines.add(
              String.format(Locale.ROOT, "%s: ended, %,d of %,d confirmed", list, confirmed, of));
      default -> {}
    }
  }

  private static Instant minute(JsonNode campaign, String field) {
    return Instant.ofEpochMilli(campaign.path(field).asLong()).truncatedTo(ChronoUnit.MINUTES);
  }

  /** How many tags are right, and the others by the place where they hang. */
  private static void tags(List<String> lines, JsonNode tags) {
    if (tags.isMissingNode()) {
      return;
    }
    lines.add("");
    lines.add(
        "price tags: %d of %d confirmed, %d wait, %d silent, %d show another price, %d with a low battery"
            .formatted(
                tags.path("confirmed").asInt(),
                tags.path("total").asInt(),
                tags.path("waiting").asInt(),
                tags.path("silent").asInt(),
                tags.path("mismatched").asInt(),
                tags.path("battery_low").asInt()));
    JsonNode laggards = tags.path("laggards");
    for (JsonNode laggard : laggards) {
      JsonNode heard = laggard.path("heard_millis");
      lines.add(
          "%-10s %s %s, %s"
              .formatted(
                  text(laggard, "bay"),
                  text(laggard, "tag"),
                  text(laggard, "why").replace('_', ' '),
                  heard.isNumber()
                      ? "heard " + span(heard.asLong()) + " ago"
                      : "not heard since the start"));
    }
    int more = tags.path("waiting").asInt() - laggards.size();
    if (more > 0) {
      lines.add("%-10s and %d more".formatted("", more));
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

  private static void temperatures(List<String> lines, JsonNode probes) {
    if (!probes.isEmpty()) {
      lines.add("");
    }
    for (JsonNode probe : probes) {
      lines.add(
          String.format(
              Locale.ROOT,
              "temperature %s %.1f C, %s ago",
              text(probe, "device"),
              probe.path("celsius").asDouble(),
              span(probe.path("ago_millis").asLong())));
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
