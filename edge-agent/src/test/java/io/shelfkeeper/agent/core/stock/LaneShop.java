package io.shelfkeeper.agent.core.stock;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A small shop for tests: lanes of one product on one cell each, read by a slow converter whose
 * filter needs four conversions. Every trace comes from one seed.
 */
final class LaneShop implements StockSink {
  static final double RATE = 10;
  private static final double NOISE_GRAMS = 0.3;
  private static final double CLOCK_ERROR = 0.003;
  private static final double SPREAD = 0.01;

  final List<Moved> told = new ArrayList<>();
  final double[] load;
  StockEngine engine;
  long nanos = 1_000_000_000L;
  private final StockSetup setup;
  private final Random random;
  private final double rate;
  private final double[][] filter;
  private int samples;

  /** Whether states are stored as an agent stores them. */
  boolean stores;

  /** What a journal would hold: the states as of the last movement or the first look. */
  private final byte[][] stored;

  LaneShop(long seed, double... packageGrams) {
    this(RATE, seed, SPREAD, packageGrams);
  }

  static LaneShop readTwiceASecond(long seed, double... packageGrams) {
    return new LaneShop(2.0, seed, SPREAD, packageGrams);
  }

  /** Of bottles that a machine fills: they spread by some tenths of a per cent. */
  static LaneShop ofBottles(long seed, double... packageGrams) {
    return new LaneShop(RATE, seed, 0.004, packageGrams);
  }

  private LaneShop(double rate, long seed, double spread, double[] packageGrams) {
    this.rate = rate;
    random = new Random(seed);
    load = new double[packageGrams.length];
    filter = new double[packageGrams.length][4];
    stored = new byte[packageGrams.length][];
    List<StockSetup.Cell> cells = new ArrayList<>();
    List<StockSetup.Product> products = new ArrayList<>();
    List<StockSetup.Placement> planogram = new ArrayList<>();
    List<StockSetup.Opening> openings = new ArrayList<>();
    for (int i = 0; i < packageGrams.length; i++) {
      String bay = "A" + (i + 1);
      cells.add(new StockSetup.Cell(bay, bay));
      products.add(new StockSetup.Product("p" + i, packageGrams[i], spread * packageGrams[i]));
      planogram.add(new StockSetup.Placement("p" + i, bay, List.of(i), bay));
      openings.add(new StockSetup.Opening("p" + i, bay, 10));
      load[i] = 400 + 10 * packageGrams[i];
      java.util.Arrays.fill(filter[i], load[i]);
    }
    setup = new StockSetup(rate, cells, products, planogram, openings);
    engine = new StockEngine(setup);
  }

  @Override
  public String moved(Moved moved) {
    told.add(moved);
    return "e" + told.size();
  }

  /** A package as it comes from the factory, where the lightest and the heaviest are sorted out. */
  double packageGrams(int lane) {
    StockSetup.Product product = setup.products().get(lane);
    return product.grams() + product.spread() * Math.clamp(random.nextGaussian(), -2.5, 2.5);
  }

  void rest(double seconds) {
    for (int i = 0; i < seconds * rate; i++) {
      tick(0, 0);
    }
  }

  /** A hand presses on a lane, with the unrest that hands have. */
  void press(int lane, double seconds, double grams) {
    for (int i = 0; i < seconds * rate; i++) {
      tick(lane, grams * (1 + 0.3 * random.nextGaussian()));
    }
  }

  /** An arm rests on a lane, as steady as arms are: it strays slowly by some per cent. */
  void lean(int lane, double seconds, double grams) {
    double force = grams;
    for (int i = 0; i < seconds * rate; i++) {
      force += 0.03 * grams * random.nextGaussian();
      tick(lane, force);
    }
  }

  /** The agent is dead; goods may be moved. */
  void dead(double seconds) {
    StockEngine asleep = engine;
    engine = new StockEngine(setup);
    rest(seconds);
    engine = asleep;
  }

  /** Moves the load of a lane at once and waits until that must have been told. */
  void move(int lane, double grams) {
    press(lane, 0.4, 60);
    load[lane] += grams;
    rest(4);
  }

  private void tick(int lane, double hand) {
    nanos += (long) (1e9 / rate * (1 + CLOCK_ERROR));
    for (int i = 0; i < load.length; i++) {
      filter[i][samples % 4] = load[i] + (i == lane ? hand : 0);
      double mean = (filter[i][0] + filter[i][1] + filter[i][2] + filter[i][3]) / 4;
      sample(i, mean + NOISE_GRAMS * random.nextGaussian());
    }
    samples++;
    if (stores) {
      store();
    }
  }

  /** As the agent does: a state goes down together with the movement that it follows from. */
  private void store() {
    for (int i = 0; i < load.length; i++) {
      String shelf = "A" + (i + 1);
      if (engine.takeChanged(shelf) || stored[i] == null && engine.known(shelf)) {
        stored[i] = engine.state(shelf);
      }
    }
  }

  void sample(int cell, double grams) {
    engine.sample(cell, nanos + cell, grams, StockEngine.STABLE, this);
  }

  int count(int lane) {
    return engine.counts().get(lane).count();
  }

  /** The process dies and comes back with what it had written at its last movement. */
  void restart(byte[][] states) {
    engine = new StockEngine(setup);
    for (int i = 0; i < states.length; i++) {
      engine.restore("A" + (i + 1), states[i]);
    }
  }

  /** The process dies and comes back with what it had stored. */
  void crash() {
    restart(stored);
  }

  byte[][] states() {
    byte[][] states = new byte[load.length][];
    for (int i = 0; i < load.length; i++) {
      states[i] = engine.state("A" + (i + 1));
    }
    return states;
  }
}
