package io.shelfkeeper.simulator.backend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The file behind the ledgers: every message that was taken, one JSON line each, forced to the disk
 * before anybody hears an acknowledgement. Beside it lies the stock as it stands, for people and
 * judges; it is made anew from the book and never read.
 */
final class Book implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path stockFile;
  private final FileChannel file;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

  /**
   * Opens the book and reads it to its last whole line.
   *
   * @param reader told each message in its order, with the time at which it was taken
   */
  Book(Path path, BiConsumer<Long, JsonNode> reader) throws IOException {
    stockFile = path.resolveSibling(path.getFileName() + ".stock");
    long whole = 0;
    if (Files.exists(path)) {
      byte[] all = Files.readAllBytes(path);
      int start = 0;
      for (int i = 0; i < all.length; i++) {
        if (all[i] == '\n') {
          JsonNode line = JSON.readTree(all, start, i - start);
          reader.accept(line.path("at").asLong(), line.path("message"));
          start = i + 1;
        }
      }
      whole = start;
    }
    file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ);
    // A line that was torn by a crash was never acknowledged: the device sends it again.
    file.truncate(whole);
    file.position(whole);
  }

  void add(long atMillis, JsonNode message) throws IOException {
    ObjectNode line = JSON.createObjectNode();
    line.put("at", atMillis);
    line.set("message", message);
    pending.write(JSON.writeValueAsBytes(line));
    pending.write('\n');
  }

  /** Makes everything added durable. */
  void force() throws IOException {
    if (pending.size() == 0) {
      return;
    }
    ByteBuffer bytes = ByteBuffer.wrap(pending.toByteArray());
    pending.reset();
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
    file.force(false);
  }

  /** Shows the stock: a list of {@code device, bay, sku, count}. */
  void show(Map<String, Ledger> ledgers) throws IOException {
    ArrayNode all = JSON.createArrayNode();
    new TreeMap<>(ledgers)
        .forEach(
            (device, ledger) ->
                ledger
                    .stock()
                    .forEach(
                        (place, count) -> {
                          ObjectNode one = all.addObject();
                          one.put("device", device);
                          one.put("bay", place.bay());
                          one.put("sku", place.sku());
                          one.put("count", count);
                        }));
    Path beside = stockFile.resolveSibling(stockFile.getFileName() + ".new");
    Files.writeString(beside, all.toPrettyString() + "\n", StandardCharsets.UTF_8);
    Files.move(
        beside, stockFile, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
