package io.shelfkeeper.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.planogram.PlanogramReader.Verdict;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a planogram of a thousand bays costs the loop, once: orders wait for it. */
class PlanogramCostTest {
  private static final int BAYS = 1_000;

  /** Gross: a machine may be slow, and what is printed is what counts. */
  private static final long MILLIS_MAX = 2_000;

  private static String lines(int from, int to, IntFunction<String> line) {
    return IntStream.range(from, to).mapToObj(line).collect(Collectors.joining(","));
  }

  private static SiteFile site() {
    String text =
        """
        site: shop
        device: keeper
        broker: {url: "mqtt://localhost:1883"}
        buses: [%s]
        devices: [%s]
        products: [{sku: water, name: Water, grams: 520, spread: 2}]
        fixtures: [{id: rack, bays: [%s]}]
        """
            .formatted(
                lines(
                    0,
                    BAYS / 50,
                    i -> "{id: b%d, link: \"tcp://localhost:%d\"}".formatted(i, 4001 + i)),
                lines(
                    0,
                    BAYS,
                    i ->
                        "{id: s%d, model: rs485-transmitter, bus: b%d, address: %d, cell: c%d, samples_per_second: 1}"
                            .formatted(i, i / 50, i % 50 + 1, i)),
                lines(
                    0,
                    BAYS,
                    i ->
                        "{id: A%d, cells: [c%d], products: [{sku: water, count: 5}]}"
                            .formatted(i, i)));
    SiteFiles.Verdict read = SiteFiles.check(text, Path.of("").toAbsolutePath());
    if (read instanceof SiteFiles.Refused refused) {
      throw new AssertionError(refused.problems().getFirst());
    }
    return ((SiteFiles.Accepted) read).site();
  }

  @Test
  void aThousandBaysAreReadWhileNobodyNotices() {
    Planograms reader = new Planograms(site());
    List<byte[]> parts = new ArrayList<>();
    for (int from = 0; from < BAYS; from += 125) {
      String part =
          "{\"products\":[%s],\"bays\":[%s]}"
              .formatted(
                  lines(
                      from,
                      from + 125,
                      i ->
                          "{\"sku\":\"p%d\",\"name\":\"Product %d\",\"grams\":%d,\"spread\":2}"
                              .formatted(i, i, 100 + i)),
                  lines(
                      from,
                      from + 125,
                      i -> "{\"id\":\"A%d\",\"products\":[{\"sku\":\"p%d\"}]}".formatted(i, i)));
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      assertTrue(bytes.length <= 16_384, "a part of " + bytes.length);
      parts.add(bytes);
    }
    reader.read(parts); // the first reading loads classes
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    Verdict verdict = reader.read(parts);
    long millis =
        (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1_000_000;
    System.out.printf(
        "planogram of %d bays in %d parts: %d ms of CPU%n", BAYS, parts.size(), millis);
    assertEquals(BAYS, assertInstanceOf(Verdict.Fits.class, verdict).skus().size());
    assertTrue(millis < MILLIS_MAX, millis + " ms");
  }
}
