package io.shelfkeeper.deploy.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the backend knows of one device, from MQTT alone: read from the backend's own files while it
 * writes them. Counts an event once for its id, as every backend must; believes nobody else.
 */
public final class Ledger {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MOVED = "io.shelfkeeper.stock.moved.v1";
  private static final String NONE_OF_OURS = "?";

  private final Path book;
  private final String source;
  private final List<Move> moves = new ArrayList<>();
  private final List<Taken> events = new ArrayList<>();
  private final Map<String, Map<Move.Place, Integer>> byId = new HashMap<>();
  private final Map<String, List<Long>> numbers = new HashMap<>();
  private long position;

  /** An event, and when the backend took it. */
  public record Taken(long atMillis, JsonNode event) {
    JsonNode data() {
      return event.path("data");
    }
  }

  /**
   * @param book the backend's file of everything it took; its stock lies beside it
   * @param device {@code site/device}
   */
  public Ledger(Path book, String device) {
    this.book = book;
    this.source = "/sk/" + device;
  }

  /** Movements in the order in which the backend took them, with when it did. */
  public List<Move> moves() {
    readOn();
    return List.copyOf(moves);
  }

  /** Events of that type, whole, in the order in which the backend took them. */
  public List<JsonNode> events(String type) {
    return taken(type).stream().map(Taken::event).toList();
  }

  /** The same, with when the backend took them. */
  List<Taken> taken(String type) {
    readOn();
    return events.stream()
        .filter(taken -> taken.event().path("type").asText().equals(type))
        .toList();
  }

  /** Numbers that the backend took in one lane of one count, also those of repeated events. */
  public List<Long> numbers(String incarnation, String lane) {
    readOn();
    return List.copyOf(numbers.getOrDefault(incarnation + " " + lane, List.of()));
  }

  /** The stock that the backend believes in. */
  public Map<Move.Place, Integer> counts() {
    Map<Move.Place, Integer> counts = new HashMap<>();
    Path stock = book.resolveSibling(book.getFileName() + ".stock");
    if (!Files.exists(stock)) {
      return counts;
    }
    try {
      for (JsonNode one : JSON.readTree(stock.toFile())) {
        if (source.endsWith("/" + one.path("device").asText())) {
          counts.put(place(one), one.path("count").asInt());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the backend's stock cannot be read from " + stock, e);
    }
    return counts;
  }

  private void readOn() {
    if (!Files.exists(book)) {
      return;
    }
    for (String line : newLines().lines().toList()) {
      try {
        JsonNode taken = JSON.readTree(line);
        take(taken.path("at").asLong(), taken.path("message"));
      } catch (IOException e) {
        throw new UncheckedIOException("the backend's book cannot be read from " + book, e);
      }
    }
  }

  /** Whole lines only: the backend may be writing the next one. */
  private String newLines() {
    try (RandomAccessFile file = new RandomAccessFile(book.toFile(), "r")) {
      byte[] bytes = new byte[(int) (file.length() - position)];
      file.seek(position);
      file.readFully(bytes);
      int end = bytes.length;
      while (end > 0 && bytes[end - 1] != '\n') {
        end--;
      }
      position += end;
      return new String(bytes, 0, end, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the backend's book cannot be read from " + book, e);
    }
  }

  private void take(long atMillis, JsonNode event) {
    String id = event.path("id").asText();
    if (!event.path("source").asText().equals(source)) {
      return;
    }
    String lane = event.path("incarnation").asText() + " " + event.path("lane").asText();
    numbers.computeIfAbsent(lane, key -> new ArrayList<>()).add(event.path("sequence").asLong());
    if (byId.containsKey(id)) {
      return;
    }
    events.add(new Taken(atMillis, event));
    Map<Move.Place, Integer> items = new HashMap<>();
    byId.put(id, items);
    if (event.path("type").asText().equals(MOVED)) {
      for (JsonNode item : event.path("data").path("items")) {
        if (!item.path("sku").asText().equals(NONE_OF_OURS)) {
          items.merge(place(item), item.path("delta").asInt(), Integer::sum);
        }
      }
      book(atMillis, items, event.path("data").path("corrects").asText(""));
    }
  }

  /** A correction replaces what it corrects: only the difference is a movement. */
  private void book(long atMillis, Map<Move.Place, Integer> items, String corrects) {
    Map<Move.Place, Integer> change = new HashMap<>(items);
    Map<Move.Place, Integer> corrected = byId.getOrDefault(corrects, Map.of());
    corrected.forEach((place, delta) -> change.merge(place, -delta, Integer::sum));
    if (!corrected.isEmpty()) {
      byId.put(corrects, Map.of());
    }
    change.forEach(
        (place, delta) -> {
          if (delta != 0) {
            moves.add(new Move(place.bay(), place.sku(), delta, atMillis));
          }
        });
  }

  private static Move.Place place(JsonNode node) {
    return new Move.Place(node.path("bay").asText(), node.path("sku").asText());
  }
}
