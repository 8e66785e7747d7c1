package io.shelfkeeper.agent.core.stock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the engine costs in a fixture of five shelves of twelve plates, read 80 times a second. */
class StockCostTest {
  private static final int SHELVES = 5;
  private static final int PLATES = 12;
  private static final int CELLS = SHELVES * PLATES;
  private static final int RATE = 80;
  private static final double GRAMS = 250;
  private static final long STEP_NANOS = 1_000_000_000L / RATE;

  /** Aim: a twentieth of a core. A shared machine may be slow: only what is out of all reason. */
  private static final double SHARE_MOST = 0.5;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final double[] noise = new double[8191];
  private final double[] load = new double[CELLS];
  private final StockEngine engine;
  private long nanos;
  private int at;
  private int told;

  StockCostTest() {
    Random random = new Random(1);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = 0.5 * random.nextGaussian();
    }
    List<StockSetup.Cell> cells = new ArrayList<>();
    List<StockSetup.Product> products = new ArrayList<>();
    List<StockSetup.Placement> places = new ArrayList<>();
    List<StockSetup.Opening> openings = new ArrayList<>();
    for (int cell = 0; cell < CELLS; cell++) {
      String shelf = "S" + cell / PLATES;
      cells.add(new StockSetup.Cell("c" + cell, shelf));
      load[cell] = 20 * GRAMS;
      if (cell % 2 == 1) {
        String sku = "p" + cell;
        products.add(new StockSetup.Product(sku, GRAMS + cell, 2));
        places.add(new StockSetup.Placement(sku, shelf, List.of(cell - 1, cell), "B" + cell));
        openings.add(new StockSetup.Opening(sku, "B" + cell, 30));
      }
    }
    engine = new StockEngine(new StockSetup(RATE, cells, products, places, openings));
  }

  /** So many seconds of all cells. */
  private void rest(int seconds) {
    for (int i = 0; i < seconds * RATE; i++) {
      nanos += STEP_NANOS;
      for (int cell = 0; cell < CELLS; cell++) {
        at = at + 1 == noise.length ? 0 : at + 1;
        double grams = load[cell] + noise[at];
        engine.sample(cell, nanos, grams, StockEngine.STABLE, this::told);
      }
    }
  }

  private String told(StockSink.Moved moved) {
    told++;
    return "e";
  }

  private void takeEveryFewSeconds(int times) {
    for (int i = 0; i < times; i++) {
      int cell = 2 * (i * 7 % (CELLS / 2));
      load[cell] -= GRAMS + cell + 1;
      rest(3);
    }
  }

  @Test
  void sixtyCellsAt80SamplesASecondAreASmallPartOfACore() {
    rest(30); // the compiler has seen it, and all levels are known
    takeEveryFewSeconds(10);
    long before = threads.getCurrentThreadCpuTime();
    rest(60);
    double calm = (threads.getCurrentThreadCpuTime() - before) / 60e9;
    told = 0;
    before = threads.getCurrentThreadCpuTime();
    takeEveryFewSeconds(20);
    double busy = (threads.getCurrentThreadCpuTime() - before) / 60e9;
    assertEquals(20, told);
    System.out.printf(
        "stock engine, %d cells at %d samples/s: %.2f %% of a core at rest, %.2f %% with a"
            + " movement every 3 s%n",
        CELLS, RATE, 100 * calm, 100 * busy);
    assertTrue(calm < SHARE_MOST && busy < SHARE_MOST, calm + ", " + busy);
  }

  @Test
  void noSampleOfSixtyCellsAllocates() {
    rest(30);
    StockSink sink = this::told;
    long samples = 0;
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 30 * RATE; i++) {
      nanos += STEP_NANOS;
      for (int cell = 0; cell < CELLS; cell++, samples++) {
        at = at + 1 == noise.length ? 0 : at + 1;
        engine.sample(cell, nanos, load[cell] + noise[at], StockEngine.STABLE, sink);
      }
    }
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    System.out.printf("stock engine: %d bytes for %d samples%n", bytes, samples);
    assertTrue(bytes < samples / 4, bytes + " bytes for " + samples + " samples");
  }
}
