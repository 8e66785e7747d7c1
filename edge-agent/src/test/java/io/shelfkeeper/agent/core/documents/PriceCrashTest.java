package io.shelfkeeper.agent.core.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists, clocks and power cuts in any order: prices only go forward, and each list begins once. */
class PriceCrashTest {
  private static final int STEPS = 200;
  private static final long DAY_MILLIS = 86_400_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void pricesOnlyGoForward(long seed) {
    Random random = new Random(seed);
    PriceShop shop = new PriceShop();
    List<byte[]> sent = new ArrayList<>();
    Set<Long> begun = new HashSet<>();
    long version = 0;
    long highest = 0;
    for (int step = 0; step < STEPS; step++) {
      switch (random.nextInt(8)) {
        case 0 -> {
          byte[] part = PriceShop.part("tea", 1 + random.nextInt(9));
          String from =
              random.nextInt(3) == 0
                  ? "now"
                  : "2026-12-%02dT00:00".formatted(1 + random.nextInt(30));
          sent.add(shop.manifest(++version, from, part));
          sent.add(part);
        }
        case 1 -> shop.wall += (random.nextInt(11) - 5) * DAY_MILLIS;
        case 2 -> shop.clock = ClockTrust.values()[random.nextInt(3)];
        case 3 -> {
          if (!sent.isEmpty()) {
            // Said and not committed: it was never heard.
            int told = shop.said.size();
            shop.deliver(sent.get(random.nextInt(sent.size())));
            shop.said.subList(told, shop.said.size()).clear();
          }
          shop.start();
        }
        case 4 -> shop.start();
        default -> {
          if (!sent.isEmpty()) {
            shop.document(sent.get(random.nextInt(sent.size())));
          }
        }
      }
      shop.nanos += Moment.NANOS_PER_SECOND;
      shop.tick();
      for (Fact fact : shop.said) {
        if (fact instanceof Fact.PricesActive active) {
          assertTrue(begun.add(active.version()), "version " + active.version() + " begins twice");
        }
      }
      shop.said.clear();
      assertTrue(shop.prices().version() >= highest, "prices went back");
      highest = shop.prices().version();
    }
    everythingArrivesAndItsTimeComes(shop, version);
  }

  private static void everythingArrivesAndItsTimeComes(PriceShop shop, long version) {
    shop.clock = ClockTrust.TRUSTED;
    shop.at("2027-06-01T00:00:00Z");
    shop.list(version + 1, "now", PriceShop.part("tea", 77));
    assertEquals(77, shop.tea());
    long parts = shop.states.keySet().stream().filter(key -> key.contains("part/")).count();
    assertTrue(parts <= 2, "parts that no list has are kept: " + parts);
  }
}
