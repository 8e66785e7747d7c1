package io.shelfkeeper.agent.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntPredicate;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
  /** The truth's green, 35 % of it on the paper. */
  private static final int TRUTH_SHADE = 0xA4DBCC;

  private Path folder = Path.of("");
  private Path setup = Path.of("");

  @BeforeEach
  void writeSetup(@TempDir Path temporary) throws IOException {
    folder = temporary;
    setup = folder.resolve("setup.json");
    Files.writeString(
        setup,
        """
        {"version":1,"sps_nominal":10,"cells":[{"cell":"c1","shelf":"S1"}],
         "products":[{"sku":"tea","gtin":"1","mean_g":100,"sd_g":1}],
         "planogram":[{"sku":"tea","shelf":"S1","cells":["c1"]}],"stock":{"tea":8}}
        """);
  }

  private static String stream() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      double grams = (i < 50 ? 1200 : 1000.4) + i % 3 * 0.1;
      lines.append("{\"t_ms\":%d,\"cell\":\"c1\",\"raw_grams\":%.2f}\n".formatted(100 * i, grams));
    }
    return lines.toString();
  }

  private String replay(Path stream) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Replay.run(setup, stream, new PrintStream(bytes, true, StandardCharsets.UTF_8), null);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void printsOneLineForEveryMovement() throws IOException {
    Path stream = Files.writeString(folder.resolve("s.jsonl"), stream());
    JsonNode line = new ObjectMapper().readTree(replay(stream));
    assertEquals("S1", line.get("shelf").asText());
    assertEquals("tea", line.get("items").get(0).get("sku").asText());
    assertEquals(-2, line.get("items").get(0).get("qty").asInt());
    assertTrue(line.get("confidence").asDouble() > 0.9);
    assertTrue(line.get("t_ms").asLong() > 5000 && line.get("t_ms").asLong() < 6000);
    assertEquals("taken", line.get("reason").asText());
  }

  @Test
  void readsCompressedStreams() throws IOException {
    Path plain = Files.writeString(folder.resolve("s.jsonl"), stream());
    Path packed = folder.resolve("s.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      Files.copy(plain, out);
    }
    assertEquals(replay(plain), replay(packed));
  }

  @Test
  void drawsWhatItConcludedAndWhatHappened() throws IOException {
    Path stream = Files.writeString(folder.resolve("s.jsonl"), stream());
    Path truth =
        Files.writeString(
            folder.resolve("truth.json"),
            """
            {"events":[{"t_start_ms":4000,"t_end_ms":5000,"shelf":"S1",
              "items":[{"sku":"tea","qty":-2}]}]}
            """);
    Path png = folder.resolve("out.png");
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true);
    Replay.run(setup, stream, nowhere, new Drawing(png, null, 0, 1e9));
    int said = count(png, ReplayTest::isBlue);
    assertTrue(said > 200, "a line from top to bottom, not " + said);
    assertTrue(count(png, rgb -> rgb == TRUTH_SHADE) == 0, "no truth was given");
    Replay.run(setup, stream, nowhere, new Drawing(png, truth, 0, 1e9));
    assertTrue(
        count(png, rgb -> rgb == TRUTH_SHADE) > 20_000,
        "a shade: " + count(png, rgb -> rgb == TRUTH_SHADE));
    Replay.run(setup, stream, nowhere, new Drawing(png, truth, 0, 3));
    assertTrue(
        count(png, ReplayTest::isBlue) < said, "what is told at 5 s is not in the first 3 s");
  }

  /** What it is sure of is drawn blue; a thin line may be mixed with the paper. */
  private static boolean isBlue(int rgb) {
    return (rgb & 0xFF) - (rgb >> 16) > 60;
  }

  /** Pixels of a colour within the frame of the picture, legend left out. */
  private static int count(Path png, IntPredicate colour) throws IOException {
    BufferedImage image = ImageIO.read(png.toFile());
    int n = 0;
    for (int y = 0; y < image.getHeight() - 60; y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        n += colour.test(image.getRGB(x, y) & 0xFFFFFF) ? 1 : 0;
      }
    }
    return n;
  }

  @Test
  void saysWhereAStreamIsWrong() throws IOException {
    Path stream =
        Files.writeString(
            folder.resolve("s.jsonl"),
            "{\"t_ms\":1,\"cell\":\"c1\",\"raw_grams\":1.0}\n"
                + "{\"t_ms\":2,\"cell\":\"c9\",\"raw_grams\":1.0}\n");
    IOException e = assertThrows(IOException.class, () -> replay(stream));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains("line 2") && message.contains("c9"), message);
  }
}
