package io.shelfkeeper.agent.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shelfkeeper.agent.core.LastRun;
import io.shelfkeeper.agent.core.calibration.Calibration;
import io.shelfkeeper.agent.core.step.SampleBlock;
import io.shelfkeeper.agent.core.stock.StockSetup;
import io.shelfkeeper.agent.core.time.Moment;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.zip.GZIPOutputStream;

/**
 * Writes the two files that a replay reads, {@code setup.json} and {@code stream.jsonl.gz}. The
 * setup says what a reading is worth, as {@code gain} and {@code offset_g} of its cell. Samples are
 * written as they came: nothing is zeroed, smoothed or left out; one that was no weight has {@code
 * null} grams. They come by the bus and are put into one order of time; whatever comes more than a
 * second late is counted and left out.
 */
public final class RecordingWriter implements AutoCloseable {
  private static final long LATE_NANOS_MAX = 1_000L * Moment.NANOS_PER_MILLI;
  private static final int BUFFER_BYTES = 1 << 16;

  private final StockSetup setup;
  private final JsonGenerator stream;
  private final PriorityQueue<Sample> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Sample::nanos));
  private long firstNanos;
  private long newestNanos;
  private long writtenNanos;
  private long written;
  private long late;

  private record Sample(int cell, long nanos, double grams, byte quality) {}

  /**
   * @param folder made if it is not there; a recording that is already in it is not touched
   * @throws IOException if there is one already, or nothing can be written
   */
  public RecordingWriter(Path folder, LastRun shop) throws IOException {
    setup = shop.stock();
    Files.createDirectories(folder);
    Path samples = folder.resolve("stream.jsonl.gz");
    if (Files.exists(samples)) {
      throw new IOException(
          samples + " is there already. Choose another folder, or take it away first.");
    }
    Files.writeString(
        folder.resolve("setup.json"),
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json(shop)) + "\n");
    OutputStream out =
        new BufferedOutputStream(
            new GZIPOutputStream(Files.newOutputStream(samples), BUFFER_BYTES), BUFFER_BYTES);
    stream = new JsonFactory().createGenerator(out);
    stream.setRootValueSeparator(new com.fasterxml.jackson.core.io.SerializedString("\n"));
  }

  private static ObjectNode json(LastRun shop) {
    StockSetup setup = shop.stock();
    ObjectNode root = new ObjectMapper().createObjectNode().put("version", 1);
    root.put("sps_nominal", setup.samplesPerSecond());
    for (int i = 0; i < setup.cells().size(); i++) {
      StockSetup.Cell cell = setup.cells().get(i);
      ObjectNode one = root.withArray("cells").addObject();
      one.put("cell", cell.cell()).put("shelf", cell.shelf());
      Calibration calibration = shop.cells().get(i);
      if (!calibration.equals(Calibration.NONE)) {
        one.put("gain", calibration.gain()).put("offset_g", calibration.offset());
      }
    }
    for (StockSetup.Product product : setup.products()) {
      root.withArray("products")
          .addObject()
          .put("sku", product.sku())
          .put("mean_g", product.grams())
          .put("sd_g", product.spread());
    }
    for (StockSetup.Placement placement : setup.planogram()) {
      ObjectNode one = root.withArray("planogram").addObject().put("sku", placement.sku());
      one.put("shelf", placement.shelf());
      placement.cells().forEach(cell -> one.withArray("cells").add(setup.cells().get(cell).cell()));
    }
    ObjectNode stock = root.putObject("stock");
    for (StockSetup.Opening opening : setup.openings()) {
      stock.put(opening.sku(), stock.path(opening.sku()).asInt() + opening.count());
    }
    return root;
  }

  /** Takes what a bus has read; the block may be used again afterwards. */
  public void add(SampleBlock block) throws IOException {
    for (int i = 0; i < block.size(); i++) {
      Sample sample = new Sample(block.cell(i), block.nanos(i), block.grams(i), block.quality(i));
      if (written == 0 && waiting.isEmpty()) {
        newestNanos = sample.nanos;
      }
      newestNanos = Math.max(newestNanos, sample.nanos);
      if (written > 0 && sample.nanos < writtenNanos) {
        late++;
      } else {
        waiting.add(sample);
      }
    }
    write(newestNanos - LATE_NANOS_MAX);
  }

  private void write(long untilNanos) throws IOException {
    while (!waiting.isEmpty() && waiting.element().nanos <= untilNanos) {
      Sample sample = waiting.remove();
      if (written == 0) {
        firstNanos = sample.nanos;
      }
      written++;
      writtenNanos = sample.nanos;
      stream.writeStartObject();
      stream.writeNumberField("t_ms", (sample.nanos - firstNanos) / Moment.NANOS_PER_MILLI);
      stream.writeStringField("cell", setup.cells().get(sample.cell).cell());
      if (sample.quality == SampleBlock.INVALID || !Double.isFinite(sample.grams)) {
        stream.writeNullField("raw_grams");
      } else {
        stream.writeNumberField("raw_grams", Math.round(sample.grams * 1e4) / 1e4);
      }
      stream.writeEndObject();
    }
  }

  /** Samples written so far. */
  public long written() {
    return written;
  }

  /** Samples that came too late to be put in order. */
  public long late() {
    return late;
  }

  /** Writes what still waits. */
  @Override
  public void close() throws IOException {
    try (stream) {
      write(Long.MAX_VALUE);
      stream.writeRaw('\n');
    }
  }
}
