package io.shelfkeeper.agent.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shelfkeeper.agent.core.facts.Item;
import io.shelfkeeper.agent.core.stock.StockSetup;
import io.shelfkeeper.agent.core.stock.StockSink;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.replay.plot.Happened;
import io.shelfkeeper.agent.replay.plot.Picture;
import io.shelfkeeper.agent.replay.plot.Told;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The wish for a picture of a replay.
 *
 * @param picture the PNG to write
 * @param truth what really happened, as JSON, or null; see {@link #truth}
 * @param fromSeconds time of the recording at which the picture begins
 * @param toSeconds time at which it ends
 */
public record Drawing(Path picture, @Nullable Path truth, double fromSeconds, double toSeconds) {

  Picture begin(StockSetup setup, Path stream) throws IOException {
    Picture sheet =
        new Picture(
            "Replay of " + stream,
            Math.round(fromSeconds * 1000),
            Math.round(toSeconds * 1000),
            setup.cells().stream().map(StockSetup.Cell::cell).toList(),
            setup.cells().stream().map(StockSetup.Cell::shelf).toList());
    if (truth != null) {
      truth(truth, sheet);
    }
    return sheet;
  }

  /** Draws what is told, and hands it on. */
  static StockSink into(Picture sheet, StockSink next) {
    return moved -> {
      boolean corrects = moved.corrects() != null;
      String text = moved.items().isEmpty() ? "nothing after all" : words(moved.items());
      sheet.add(
          new Told(
              moved.nanos() / Moment.NANOS_PER_MILLI,
              moved.shelf(),
              text,
              moved.confidence(),
              corrects));
      return next.moved(moved);
    };
  }

  private static String words(List<Item> items) {
    Map<String, Integer> sums = new LinkedHashMap<>();
    items.forEach(item -> sums.merge(item.sku(), item.delta(), Integer::sum));
    StringBuilder text = new StringBuilder();
    sums.forEach((sku, delta) -> word(text, sku, delta));
    return text.toString();
  }

  private static void word(StringBuilder text, String sku, int delta) {
    text.append(text.isEmpty() ? "" : ", ").append(sku).append(delta > 0 ? " +" : " −");
    text.append(Math.abs(delta));
  }

  /**
   * Reads {@code {"events":[{"t_start_ms","t_end_ms","shelf","items":[{"sku","qty"}]}]}}; taken is
   * negative, and whatever else is there does not matter.
   */
  private static void truth(Path file, Picture sheet) throws IOException {
    JsonNode events = new ObjectMapper().readTree(file.toFile()).path("events");
    if (!events.isArray()) {
      throw new IOException(file + ": \"events\" is missing. Check that it is a truth file.");
    }
    for (JsonNode event : events) {
      StringBuilder text = new StringBuilder();
      for (JsonNode item : event.path("items")) {
        word(text, item.path("sku").asText(), item.path("qty").asInt());
      }
      sheet.add(
          new Happened(
              event.path("t_start_ms").asLong(),
              event.path("t_end_ms").asLong(),
              event.path("shelf").asText(),
              text.toString()));
    }
  }
}
