package io.shelfkeeper.agent.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
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
    Replay.run(setup, stream, new PrintStream(bytes, true, StandardCharsets.UTF_8));
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
