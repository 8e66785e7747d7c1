package io.shelfkeeper.agent.simulation;

import io.shelfkeeper.agent.core.AgentSetup;
import io.shelfkeeper.agent.core.permits.Actuation;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.step.SampleBlock;
import io.shelfkeeper.agent.core.step.StaffRequest;
import io.shelfkeeper.agent.core.stock.StockSetup;
import io.shelfkeeper.agent.core.tags.campaign.CampaignSetup;
import io.shelfkeeper.agent.ports.Buses;
import io.shelfkeeper.agent.ports.Inputs;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The physical truth: bays with goods on them, cells that weigh them with noise, wires that break.
 */
final class ModelShop implements Buses {
  static final int BUSES = 2;
  static final int CELLS_PER_BUS = 2;
  static final int CELLS = BUSES * CELLS_PER_BUS;
  static final long SAMPLE_NANOS = 100_000_000L;

  /** So far apart that no few packages of one weigh like some of another: sync is tested here. */
  private static final double[] GRAMS = {250, 610, 1480, 3600};

  /** As long as a person takes to count. */
  private static final long STILL_NANOS = 3_000_000_000L;

  private static final int OPENING = 12;
  private static final int BLOCKS = 20;

  private final Timeline timeline;
  private final Chance chance;
  private final ModelLocks locks;
  private final ModelTags tags;
  private final int[] counts = new int[CELLS];
  private final long[] movedNanos = new long[CELLS];
  private final double[] tares = new double[CELLS];
  private final double[] shown = new double[CELLS];
  private final boolean[] broken = new boolean[BUSES];
  private final long[] failures = new long[BUSES];

  // For this life of the agent.
  private @Nullable Inputs inputs;
  private final List<Deque<SampleBlock>> free = new ArrayList<>();

  ModelShop(Timeline timeline, Chance chance, ModelLocks locks, ModelTags tags) {
    this.tags = tags;
    this.timeline = timeline;
    this.locks = locks;
    this.chance = chance;
    for (int cell = 0; cell < CELLS; cell++) {
      counts[cell] = OPENING;
      tares[cell] = 800 + chance.noise(100);
      shown[cell] = weight(cell);
    }
    for (int bus = 0; bus < BUSES; bus++) {
      free.add(new ArrayDeque<>());
    }
    timeline.after(SAMPLE_NANOS, this::sample);
  }

  static AgentSetup setup(boolean brokerEndsRows, ModelPlanogram goods) {
    List<StockSetup.Cell> cells = new ArrayList<>();
    List<StockSetup.Product> products = new ArrayList<>();
    List<StockSetup.Placement> planogram = new ArrayList<>();
    List<StockSetup.Opening> openings = new ArrayList<>();
    List<AgentSetup.Low> lows = new ArrayList<>();
    for (int cell = 0; cell < CELLS; cell++) {
      String bay = bay(cell);
      cells.add(new StockSetup.Cell(cell(cell), bay));
      String sku = goods.sku(cell);
      products.add(new StockSetup.Product(sku, GRAMS[cell], 1));
      planogram.add(new StockSetup.Placement(sku, bay, List.of(cell), bay));
      openings.add(new StockSetup.Opening(sku, bay, goods.opening(cell, OPENING)));
      lows.add(new AgentSetup.Low(bay, sku, 3));
    }
    return new AgentSetup(
        new StockSetup(10, cells, products, planogram, openings),
        lows,
        List.of("b0", "b1"),
        ModelLocks.doors(),
        brokerEndsRows,
        20_000,
        ModelLocks.documents(goods.setup()),
        ModelLocks.orders(),
        ModelTags.setup(),
        CampaignSetup.none(),
        ModelSignals.plans());
  }

  private static String cell(int cell) {
    return "c" + cell;
  }

  static String bay(int cell) {
    return "bay" + cell;
  }

  /** Whether the product belongs into the bay. */
  static boolean isAtHome(String bay, String sku) {
    return sku.substring(0, sku.length() - 1).equals("sku" + bay.substring("bay".length()));
  }

  /** Weight of one package of that bay. */
  static double grams(String bay) {
    return GRAMS[Integer.parseInt(bay.substring("bay".length()))];
  }

  /** Packages by bay. */
  Map<String, Integer> truth() {
    Map<String, Integer> truth = new HashMap<>();
    for (int cell = 0; cell < CELLS; cell++) {
      truth.put(bay(cell), counts[cell]);
    }
    return truth;
  }

  private double weight(int cell) {
    return tares[cell] + counts[cell] * GRAMS[cell];
  }

  /** Somebody counts a bay in which nothing has moved for a while; null if it just did. */
  @Nullable StaffRequest count() {
    int cell = chance.between(0, CELLS - 1);
    boolean still = timeline.nanos() - movedNanos[cell] > STILL_NANOS;
    return still ? new StaffRequest.CountGoods(bay(cell), "", counts[cell]) : null;
  }

  /** Somebody counts every bay. */
  List<StaffRequest> countAll() {
    List<StaffRequest> counts = new ArrayList<>();
    truth().forEach((bay, count) -> counts.add(new StaffRequest.CountGoods(bay, "", count)));
    return counts;
  }

  /** The name of any cell. */
  String anyCell() {
    return cell(chance.between(0, CELLS - 1));
  }

  /** A hand takes or puts a few packages. */
  void move() {
    int cell = chance.between(0, CELLS - 1);
    movedNanos[cell] = timeline.nanos();
    int wanted = chance.between(1, 2) * (chance.happens(0.6) ? -1 : 1);
    counts[cell] = Math.clamp(counts[cell] + wanted, 0, 20);
  }

  /** A new process listens; it hears at once what is still broken. */
  void listen(@Nullable Inputs to) {
    inputs = to;
    locks.listen(to);
    tags.listen(to);
    for (int bus = 0; bus < BUSES; bus++) {
      free.get(bus).clear();
      for (int i = 0; i < BLOCKS; i++) {
        free.get(bus).add(new SampleBlock(2 * CELLS_PER_BUS));
      }
      failures[bus] = 0;
      if (to != null && broken[bus]) {
        tellFailed(bus, to);
      }
    }
  }

  void breakBus(int bus) {
    if (!broken[bus]) {
      broken[bus] = true;
      if (inputs != null) {
        tellFailed(bus, inputs);
      }
    }
  }

  void mendBus(int bus) {
    if (broken[bus]) {
      broken[bus] = false;
      if (inputs != null) {
        inputs.post(
            new Input.DeviceRecovered("bus/b" + bus, "no_answer", failures[bus], cellsOf(bus)));
      }
    }
  }

  boolean isBroken(int bus) {
    return broken[bus];
  }

  private void tellFailed(int bus, Inputs to) {
    to.post(
        new Input.DeviceFailed(
            "bus/b" + bus, "no_answer", "no answer", "check", List.of(), cellsOf(bus)));
  }

  private static List<Integer> cellsOf(int bus) {
    return List.of(bus * CELLS_PER_BUS, bus * CELLS_PER_BUS + 1);
  }

  private void sample() {
    for (int cell = 0; cell < CELLS; cell++) {
      tares[cell] += chance.noise(0.002);
      // Goods swing for a moment after a hand has let go.
      shown[cell] += (weight(cell) - shown[cell]) * 0.85;
    }
    for (int bus = 0; bus < BUSES; bus++) {
      if (inputs != null && timeline.standsForNanos() == 0) {
        poll(bus, inputs);
      }
    }
    timeline.after(SAMPLE_NANOS, this::sample);
  }

  private void poll(int bus, Inputs to) {
    if (broken[bus]) {
      failures[bus]++;
      return;
    }
    SampleBlock block = free.get(bus).poll();
    if (block == null) {
      to.post(new Input.SamplesLost(bus, CELLS_PER_BUS));
      return;
    }
    block.clear();
    for (int cell : cellsOf(bus)) {
      block.add(cell, timeline.nanos(), shown[cell] + chance.noise(0.8), SampleBlock.STABLE);
    }
    to.post(new Input.Samples(bus, block));
    to.post(new Input.DeviceCounted("scale/" + bus, CELLS_PER_BUS, 0));
  }

  @Override
  public void start() {}

  @Override
  public void actuate(Actuation actuation) {
    locks.actuate(actuation);
  }

  @Override
  public void show(Effect.ShowLabel label) {
    tags.show(label);
  }

  @Override
  public void show(Effect.ShowSignal signal) {
    locks.signals.show(signal);
  }

  @Override
  public void recycle(int bus, SampleBlock block) {
    free.get(bus).add(block);
    Broken.unless(free.get(bus).size() <= BLOCKS, "a block came back twice");
  }

  @Override
  public void close() {}
}
