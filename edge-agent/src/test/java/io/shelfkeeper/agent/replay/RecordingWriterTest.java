package io.shelfkeeper.agent.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.LastRun;
import io.shelfkeeper.agent.core.calibration.Calibration;
import io.shelfkeeper.agent.core.step.SampleBlock;
import io.shelfkeeper.agent.core.stock.StockSetup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingWriterTest {
  private static final long TENTH = 100_000_000L;
  private static final long START = -7_000_000_000L;

  private static final StockSetup SHOP =
      new StockSetup(
          10,
          List.of(new StockSetup.Cell("c1", "S1"), new StockSetup.Cell("c2", "S2")),
          List.of(new StockSetup.Product("tea", 100, 1), new StockSetup.Product("jam", 400, 3)),
          List.of(
              new StockSetup.Placement("tea", "S1", List.of(0), "A1"),
              new StockSetup.Placement("jam", "S2", List.of(1), "A2")),
          List.of(new StockSetup.Opening("tea", "A1", 8), new StockSetup.Opening("jam", "A2", 3)));

  @TempDir Path folder = Path.of("");

  /** Two buses, one always a block behind: a block holds five samples of one cell. */
  private RecordingWriter record() throws IOException {
    return record(LastRun.none(SHOP), 1000.4);
  }

  private RecordingWriter record(LastRun shop, double after) throws IOException {
    try (RecordingWriter writer = new RecordingWriter(folder, shop)) {
      SampleBlock block = new SampleBlock(5);
      for (int i = 0; i < 100; i += 5) {
        for (int cell = 1; cell >= 0; cell--) {
          block.clear();
          for (int k = i; k < i + 5; k++) {
            double grams = cell == 0 && k >= 50 ? after : 1200;
            block.add(cell, START + k * TENTH + cell, grams + k % 3 * 0.1, SampleBlock.STABLE);
          }
          writer.add(block);
        }
      }
      return writer;
    }
  }

  private List<String> lines() throws IOException {
    try (GZIPInputStream in =
        new GZIPInputStream(Files.newInputStream(folder.resolve("stream.jsonl.gz")))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  @Test
  void whatWasRecordedReplays() throws IOException {
    RecordingWriter writer = record();
    assertEquals(200, writer.written());
    assertEquals(0, writer.late());
    assertTwoOfTeaTaken();
  }

  /** A cell that shows half of every gram, and was calibrated. */
  @Test
  void whatReadingsAreWorthIsRecordedWithThem() throws IOException {
    Calibration twice = new Calibration(2, -1200, Double.NaN, "reference", 1);
    record(new LastRun(SHOP, List.of(twice, Calibration.NONE)), 1100.2);
    assertTwoOfTeaTaken();
    assertTrue(lines().getFirst().endsWith("\"raw_grams\":1200.0}"), "readings stay readings");
  }

  private void assertTwoOfTeaTaken() throws IOException {
    ByteArrayOutputStream events = new ByteArrayOutputStream();
    Replay.run(
        folder.resolve("setup.json"),
        folder.resolve("stream.jsonl.gz"),
        new PrintStream(events, true, StandardCharsets.UTF_8),
        null);
    String told = events.toString(StandardCharsets.UTF_8);
    assertEquals(1, told.lines().count(), told);
    assertTrue(told.contains("{\"sku\":\"tea\",\"qty\":-2}"), told);
  }

  @Test
  void samplesOfAllBusesAreInOneOrderOfTime() throws IOException {
    record();
    List<String> lines = lines();
    assertEquals("{\"t_ms\":0,\"cell\":\"c1\",\"raw_grams\":1200.0}", lines.getFirst());
    assertEquals("{\"t_ms\":0,\"cell\":\"c2\",\"raw_grams\":1200.0}", lines.get(1));
    assertTrue(lines.getLast().startsWith("{\"t_ms\":9900,\"cell\":\"c2\""), lines.getLast());
  }

  @Test
  void whatIsNoWeightIsKeptAsNone() throws IOException {
    SampleBlock block = new SampleBlock(5);
    block.add(0, 0, 32_767, SampleBlock.INVALID);
    try (RecordingWriter writer = new RecordingWriter(folder, LastRun.none(SHOP))) {
      writer.add(block);
    }
    assertEquals(List.of("{\"t_ms\":0,\"cell\":\"c1\",\"raw_grams\":null}"), lines());
  }

  @Test
  void aSampleThatComesAfterItsTimeWasWrittenIsCounted() throws IOException {
    SampleBlock block = new SampleBlock(5);
    try (RecordingWriter writer = new RecordingWriter(folder, LastRun.none(SHOP))) {
      for (int k = 0; k < 5; k++) {
        block.add(0, k * 5 * TENTH, 7, SampleBlock.STABLE);
      }
      writer.add(block);
      block.clear();
      block.add(1, 5, 7, SampleBlock.STABLE);
      writer.add(block);
      assertEquals(1, writer.late());
    }
  }

  @Test
  void aRecordingIsNeverOverwritten() throws IOException {
    record();
    IOException e =
        assertThrows(IOException.class, () -> new RecordingWriter(folder, LastRun.none(SHOP)));
    assertTrue(String.valueOf(e.getMessage()).contains("another folder"), e.getMessage());
  }
}
