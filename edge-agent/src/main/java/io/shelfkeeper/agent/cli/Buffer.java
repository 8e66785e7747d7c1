package io.shelfkeeper.agent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What waits and what it means: hours left, and years of the card. Says nothing of a rate that it
 * has not seen for long enough.
 *
 * @param roomBytes what the journal may still grow by: on the disk, and within its own limit
 * @param droppedRows numbers of telemetry that wait and whose rows were dropped
 * @param hoursLeft until telemetry is dropped if nothing is fetched any more and rows come as since
 *     the oldest that waits; null if too little waits to tell
 * @param bytesPerDay null in the first minutes
 * @param cardYears null in the first minutes
 * @param cardTerabytes what the site file says that the card bears
 */
record Buffer(
    List<Waiting> lanes,
    long freeBytes,
    long journalBytes,
    long roomBytes,
    long droppedRows,
    @Nullable Double hoursLeft,
    @Nullable Long bytesPerDay,
    @Nullable Double cardYears,
    double cardTerabytes) {
  private static final double MILLIS_PER_HOUR = 3_600_000.0;
  private static final double MILLIS_PER_DAY = 24 * MILLIS_PER_HOUR;

  /** A shorter time tells nothing about an hour. */
  private static final long SEEN_MILLIS_MIN = 60_000;

  /** Of a row with its place in the tree, when too few wait to be measured. */
  private static final double ROW_BYTES = 600;

  private static final long MEASURED_ROWS_MIN = 1_000;

  record Waiting(String lane, long rows, long oldestMillis) {}

  static Buffer of(JsonNode status) {
    List<Waiting> lanes = new ArrayList<>();
    double perHour = 0;
    for (JsonNode lane : status.path("lanes")) {
      Waiting one =
          new Waiting(
              lane.path("lane").asText(),
              lane.path("waiting").asLong(),
              lane.path("oldest_millis").asLong());
      lanes.add(one);
      perHour +=
          one.oldestMillis < SEEN_MILLIS_MIN ? 0 : one.rows * MILLIS_PER_HOUR / one.oldestMillis;
    }
    JsonNode storage = status.path("storage");
    long free = storage.path("free_bytes").asLong();
    long journal = storage.path("journal_bytes").asLong();
    long rows = storage.path("stored_rows").asLong();
    long used = storage.path("used_bytes").asLong();
    double perRow = rows < MEASURED_ROWS_MIN ? ROW_BYTES : (double) used / rows;
    long room = storage.path("room_bytes").asLong();
    double card = storage.path("card_terabytes").asDouble();
    long running = storage.path("running_millis").asLong();
    Long perDay =
        running < SEEN_MILLIS_MIN
            ? null
            : Math.round(storage.path("written_bytes").asLong() * MILLIS_PER_DAY / running);
    return new Buffer(
        lanes,
        free,
        journal,
        room,
        storage.path("dropped_rows").asLong(),
        perHour > 0 && storage.has("room_bytes") ? room / (perHour * perRow) : null,
        perDay,
        perDay == null || perDay == 0 || card == 0 ? null : card * 1e12 / perDay / 365,
        card);
  }

  ObjectNode json(ObjectNode json) {
    ArrayNode all = json.putArray("lanes");
    for (Waiting lane : lanes) {
      all.addObject()
          .put("lane", lane.lane)
          .put("waiting", lane.rows)
          .put("oldest_millis", lane.oldestMillis);
    }
    return json.put("free_bytes", freeBytes)
        .put("journal_bytes", journalBytes)
        .put("room_bytes", roomBytes)
        .put("dropped_rows", droppedRows)
        .put("hours_left", hoursLeft)
        .put("bytes_per_day", bytesPerDay)
        .put("card_years", cardYears)
        .put("card_terabytes", cardTerabytes);
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Waiting lane : lanes) {
      lines.add(
          lane.rows == 0
              ? "%-10s none waits".formatted(lane.lane)
              : "%-10s %d wait, the oldest since %s"
                  .formatted(lane.lane, lane.rows, StatusText.span(lane.oldestMillis)));
    }
    if (droppedRows > 0) {
      lines.add(
          "dropped    %d of these rows of telemetry, for want of room".formatted(droppedRows));
    }
    lines.add("journal    %s, free beside it %s".formatted(size(journalBytes), size(freeBytes)));
    lines.add(
        "room       "
            + (hoursLeft == null
                ? "too little waits to say for how long"
                : "for another %s at this rate, then telemetry is dropped"
                    .formatted(hours(hoursLeft))));
    lines.add(
        "written    "
            + (bytesPerDay == null
                ? "not known before the agent has run for a minute"
                : "%s a day, and what the file system adds".formatted(size(bytesPerDay))));
    if (cardYears != null) {
      lines.add(
          "card       lasts %s at that, if it bears %s TB (card_terabytes in the site file)"
              .formatted(
                  years(cardYears),
                  new BigDecimal(cardTerabytes, MathContext.DECIMAL32)
                      .stripTrailingZeros()
                      .toPlainString()));
    }
    return lines;
  }

  private static String hours(double hours) {
    return StatusText.span((long) Math.min(hours * MILLIS_PER_HOUR, Long.MAX_VALUE));
  }

  private static String years(double years) {
    return years > 100 ? "over 100 years" : String.format(Locale.ROOT, "%.1f years", years);
  }

  private static String size(long bytes) {
    return bytes < 10_000_000
        ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
        : String.format(Locale.ROOT, "%,.0f MB", bytes / 1e6);
  }
}
