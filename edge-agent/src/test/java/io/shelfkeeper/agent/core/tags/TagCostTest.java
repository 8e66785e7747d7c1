package io.shelfkeeper.agent.core.tags;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.money.ChargeRule;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.drivers.api.TagReading;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TagCostTest {
  private static final int TAGS = 20_000;
  private static final int STATIONS = 80;
  private static final int PRODUCTS = 1_000;
  private static final double SECONDS_MAX = 2;

  private static Map<String, Integer> prices(int more) {
    return IntStream.range(0, PRODUCTS)
        .boxed()
        .collect(Collectors.toMap(i -> "sku" + i, i -> 100 + i + (i % 2 == 0 ? more : 0)));
  }

  @Test
  void tenThousandChangesOfTwentyThousandTagsAreQueuedInTwoSeconds() {
    TagBench bench =
        new TagBench(1, ChargeRule.CONFIRMED, TagBench.many(TAGS, PRODUCTS), prices(0), STATIONS);
    assertEquals(TAGS, bench.sent.size());
    for (Effect.ShowLabel job : List.copyOf(bench.sent)) {
      bench.heardOf(job.station(), new TagReading.Confirmed(job.tag(), job.job()));
    }
    bench.sent.clear();
    bench.said.clear();
    int before = bench.steps;
    long cpu = cpu();
    bench.list(prices(7));
    double seconds = (cpu() - cpu) / 1e9;
    assertEquals(TAGS / 2, bench.sent.size());
    String told =
        "CPU of %d changes of %d tags, s: %.2f in %d steps, kept bytes: %d"
            .formatted(
                TAGS / 2,
                TAGS,
                seconds,
                bench.steps - before,
                bench.states.values().stream().mapToInt(state -> state.length).sum());
    System.out.println(told);
    assertTrue(seconds <= SECONDS_MAX, told);
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
