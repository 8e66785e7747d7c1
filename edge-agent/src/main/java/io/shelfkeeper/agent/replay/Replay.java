package io.shelfkeeper.agent.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.shelfkeeper.agent.core.stock.StockEngine;
import io.shelfkeeper.agent.core.stock.StockSetup;
import io.shelfkeeper.agent.core.stock.StockSink;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.replay.plot.Picture;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Feeds a recorded stream of cell samples through the stock engine alone and prints what it
 * concludes, one JSON object a line. It reads no clock: the time is the time of the samples.
 */
public final class Replay {
  private static final int BUFFER_BYTES = 1 << 17;

  private Replay() {}

  /**
   * @param setup what the engine knows beforehand, as JSON
   * @param stream samples in time order, JSON lines, compressed if the name ends in {@code .gz}
   * @param drawing also draws a picture, or null
   * @return number of samples read
   * @throws IOException if a file cannot be read or is not what it should be; says where
   */
  public static long run(Path setup, Path stream, PrintStream out, @Nullable Drawing drawing)
      throws IOException {
    ReplaySetup names = ReplaySetup.read(setup);
    Picture sheet = drawing == null ? null : drawing.begin(names.stock(), stream);
    EventLines lines = new EventLines(out);
    StockSink sink = sheet == null ? lines : Drawing.into(sheet, lines);
    long count = feed(names, stream, sink, sheet);
    out.flush();
    if (drawing != null && sheet != null) {
      sheet.write(drawing.picture());
    }
    return count;
  }

  /**
   * What the setup file of a recording says.
   *
   * @throws IOException if it cannot be read or is not what it should be; says where
   */
  public static StockSetup setup(Path file) throws IOException {
    return ReplaySetup.read(file).stock();
  }

  private static long feed(ReplaySetup names, Path stream, StockSink sink, @Nullable Picture sheet)
      throws IOException {
    StockEngine engine = new StockEngine(names.stock());
    long count = 0;
    try (InputStream in = open(stream);
        JsonParser parser = new JsonFactory().createParser(in)) {
      while (parser.nextToken() != null) {
        if (!parser.isExpectedStartObjectToken()) {
          throw new IOException(where(stream, parser) + ": a sample must be a JSON object");
        }
        sample(parser, names, engine, sink, sheet, stream);
        count++;
      }
    }
    return count;
  }

  private static InputStream open(Path stream) throws IOException {
    InputStream file = Files.newInputStream(stream);
    return new BufferedInputStream(
        stream.toString().endsWith(".gz") ? new GZIPInputStream(file, BUFFER_BYTES) : file,
        BUFFER_BYTES);
  }

  private static void sample(
      JsonParser parser,
      ReplaySetup names,
      StockEngine engine,
      StockSink sink,
      @Nullable Picture sheet,
      Path stream)
      throws IOException {
    long millis = Long.MIN_VALUE;
    Integer cell = null;
    double grams = Double.NaN;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (field) {
        case "t_ms" -> millis = parser.getLongValue();
        case "cell" -> cell = cell(parser, names, stream);
        case "raw_grams" -> grams = value == JsonToken.VALUE_NULL ? Double.NaN : number(parser);
        default -> parser.skipChildren();
      }
    }
    if (millis == Long.MIN_VALUE || cell == null) {
      throw new IOException(where(stream, parser) + ": a sample needs t_ms and cell");
    }
    grams = names.worth().get(cell).grams(grams);
    byte quality = Double.isNaN(grams) ? StockEngine.INVALID : StockEngine.STABLE;
    engine.sample(cell, millis * Moment.NANOS_PER_MILLI, grams, quality, sink);
    if (sheet != null) {
      sheet.sample(cell, millis, grams);
    }
  }

  /** Some writers say NaN as a string. */
  private static double number(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_STRING ? Double.NaN : parser.getDoubleValue();
  }

  private static @Nullable Integer cell(JsonParser parser, ReplaySetup names, Path stream)
      throws IOException {
    Integer cell = names.cells().get(parser.getText());
    if (cell == null) {
      throw new IOException(where(stream, parser) + ": the setup has no cell " + parser.getText());
    }
    return cell;
  }

  private static String where(Path stream, JsonParser parser) {
    return stream + ", line " + parser.currentLocation().getLineNr();
  }
}
