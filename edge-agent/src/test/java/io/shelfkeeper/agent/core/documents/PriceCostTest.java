package io.shelfkeeper.agent.core.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A list of 10,000 prices, as it comes before a sale day, while doors are to be opened. */
class PriceCostTest {
  private static final int PARTS = 100;
  private static final int PRICES_OF_PART = 100;

  /** The longest that the loop is held up by one message; a shared machine is allowed much. */
  private static final double MILLIS_MAX = 500;

  @Test
  void tenThousandPricesHoldNobodyUp() {
    byte[][] parts = new byte[PARTS][];
    for (int i = 0; i < PARTS; i++) {
      parts[i] = part(i);
    }
    PriceShop shop = new PriceShop();
    double all = 0;
    double longest = cost(() -> shop.document(shop.manifest(1, "now", parts)));
    for (byte[] part : parts) {
      double one = cost(() -> shop.document(part));
      all += one;
      longest = Math.max(longest, one);
    }
    double restart = cost(shop::start);
    System.out.printf(
        "10,000 prices in %d parts: %.0f ms of CPU in all, %.1f ms the longest, %.0f ms to start%n",
        PARTS, all, longest, restart);
    assertEquals(1, shop.prices().version());
    assertTrue(longest <= MILLIS_MAX, "a part holds up the loop for ms: " + longest);
  }

  private static byte[] part(int number) {
    StringBuilder text = new StringBuilder("{\"prices\":[");
    for (int i = 0; i < PRICES_OF_PART; i++) {
      text.append(i == 0 ? "" : ",");
      text.append(
          "{\"sku\":\"sku-%d\",\"price\":149,\"was\":199,\"unit_price\":596,\"unit\":\"l\",\"name\":\"Product %d\"}"
              .formatted(number * PRICES_OF_PART + i, i));
    }
    return text.append("]}").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static double cost(Runnable work) {
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    work.run();
    return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e6;
  }
}
