package io.shelfkeeper.agent.core;

import io.shelfkeeper.agent.core.audit.AuditSetup;
import io.shelfkeeper.agent.core.audit.VectorKey;
import io.shelfkeeper.agent.core.doors.DoorsPlan;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.facts.StateReport;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.step.SampleBlock;
import io.shelfkeeper.agent.core.step.StaffAnswer;
import io.shelfkeeper.agent.core.step.StaffRequest;
import io.shelfkeeper.agent.core.stock.StockSetup;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A whole agent with two bays of tea and jam, its cells, and a person before them. */
final class StaffBench {
  static final double TEA = 100;
  static final double JAM = 400;
  private static final long STEP_NANOS = 100_000_000L;

  static final StockSetup SHOP =
      new StockSetup(
          10,
          List.of(new StockSetup.Cell("c1", "A1"), new StockSetup.Cell("c2", "A2")),
          List.of(new StockSetup.Product("tea", TEA, 1), new StockSetup.Product("jam", JAM, 2)),
          List.of(
              new StockSetup.Placement("tea", "A1", List.of(0), "A1"),
              new StockSetup.Placement("jam", "A2", List.of(1), "A2")),
          List.of(new StockSetup.Opening("tea", "A1", 8), new StockSetup.Opening("jam", "A2", 3)));

  private StockSetup stock;

  /** What a cell would show; it adds its own noise. */
  final double[] load = {400 + 8 * TEA, 400 + 3 * JAM};

  /** What the journal holds. */
  final Map<String, byte[]> states = new HashMap<>();

  final List<Fact> facts = new ArrayList<>();
  private final Set<Integer> silent = new HashSet<>();
  private final Random random = new Random(1);
  private Agent agent;
  private long nanos = 1_000_000_000L;
  private int boot;
  private @Nullable String quarantined;

  StaffBench() {
    this(SHOP);
  }

  private StaffBench(StockSetup stock) {
    this.stock = stock;
    agent = start();
  }

  /** Both bays, each with its cell, are parts of one shelf. */
  static StaffBench oneShelf() {
    return onShelf(
        new StockSetup.Placement("tea", "A", List.of(0), "A1"),
        new StockSetup.Placement("jam", "A", List.of(1), "A2"));
  }

  /** Tea stands on both cells, in one bay. */
  static StaffBench oneBay() {
    return onShelf(new StockSetup.Placement("tea", "A", List.of(0, 1), "A1"));
  }

  private static StaffBench onShelf(StockSetup.Placement... planogram) {
    return new StaffBench(
        new StockSetup(
            SHOP.samplesPerSecond(),
            List.of(new StockSetup.Cell("c1", "A"), new StockSetup.Cell("c2", "A")),
            SHOP.products(),
            List.of(planogram),
            planogram.length == 1 ? SHOP.openings().subList(0, 1) : SHOP.openings()));
  }

  /** The journal was damaged: the next start has a new one. */
  void loseJournal() {
    states.clear();
    quarantined = "damaged/1";
    agent = start();
    quarantined = null;
  }

  /** The power was cut: what is not in the journal is gone. */
  void restart() {
    agent = start();
  }

  /** The same with another site file, which has the same cells and bays. */
  void restart(List<StockSetup.Product> products) {
    stock =
        new StockSetup(
            stock.samplesPerSecond(), stock.cells(), products, stock.planogram(), stock.openings());
    agent = start();
  }

  private Agent start() {
    boot++;
    AgentSetup setup =
        new AgentSetup(
            stock,
            List.of(new AgentSetup.Low("A1", "tea", 3), new AgentSetup.Low("A2", "jam", 1)),
            List.of("b0"),
            DoorsPlan.NONE,
            false,
            60_000);
    Agent started =
        new Agent(
            setup,
            new AuditSetup(Map.of(), List.of(), new VectorKey()),
            new Recovered(
                quarantined == null ? "0".repeat(32) : null,
                boot,
                Map.of(),
                new HashMap<>(states),
                0,
                quarantined),
            random::nextLong);
    Effects out = new Effects();
    started.start(now(), out);
    keep(out);
    return started;
  }

  StockSetup stock() {
    return stock;
  }

  private Moment now() {
    return new Moment(1_800_000_000_000L + nanos / 1_000_000, nanos, ClockTrust.TRUSTED);
  }

  private Effects step(Input input) {
    Effects out = new Effects();
    agent.step(now(), input, out);
    keep(out);
    return out;
  }

  private void keep(Effects out) {
    for (Effect.Durable durable : out.durables()) {
      switch (durable) {
        case Effect.SaveState state -> states.put(state.key(), state.value());
        case Effect.Append append -> facts.add(append.fact());
        default -> {}
      }
    }
  }

  /** Time goes by and the cells are read ten times a second. */
  void rest(double seconds) {
    for (int i = 0; i < seconds * 10; i++) {
      nanos += STEP_NANOS;
      SampleBlock block = new SampleBlock(2);
      for (int cell = 0; cell < load.length; cell++) {
        double grams = load[cell] + 0.2 * random.nextGaussian();
        if (!silent.contains(cell)) {
          block.add(cell, nanos + cell, grams, SampleBlock.STABLE);
        }
      }
      step(new Input.Samples(0, block));
      step(new Input.Tick());
    }
  }

  /** The scale of a cell falls silent, and what is done meanwhile is not seen. */
  void fail(int cell) {
    silent.add(cell);
    step(
        new Input.DeviceFailed(
            "scale/" + cell, "no_answer", "It is silent.", "Its cable.", List.of(), List.of(cell)));
  }

  void recover(int cell) {
    silent.remove(cell);
    step(new Input.DeviceRecovered("scale/" + cell, "no_answer", 1, List.of(cell)));
  }

  /** Time goes by without a reading. */
  void pass(double seconds) {
    nanos += Math.round(seconds * 1e9);
  }

  StaffAnswer tell(StaffRequest request) {
    Effects out = step(new Input.StaffAsked(7, request));
    return out.deeds().stream()
        .filter(Effect.AnswerStaff.class::isInstance)
        .map(deed -> ((Effect.AnswerStaff) deed).answer())
        .findFirst()
        .orElseThrow();
  }

  StateReport.Bay bay(String bay) {
    Effects out = step(new Input.StatusAsked(1));
    List<Effect.ReadRows> asked =
        out.deeds().stream()
            .filter(Effect.ReadRows.class::isInstance)
            .map(Effect.ReadRows.class::cast)
            .toList();
    for (Effect.ReadRows rows : asked) {
      out = step(new Input.RowsRead(rows.lane(), rows.fromSeq(), List.of()));
    }
    return out.deeds().stream()
        .filter(Effect.AnswerStatus.class::isInstance)
        .flatMap(deed -> ((Effect.AnswerStatus) deed).status().state().bays().stream())
        .filter(one -> one.bay().equals(bay))
        .findFirst()
        .orElseThrow();
  }

  int count(String bay) {
    return bay(bay).counts().getFirst().count();
  }

  List<Fact.StockMoved> movements() {
    return facts.stream()
        .filter(Fact.StockMoved.class::isInstance)
        .map(Fact.StockMoved.class::cast)
        .toList();
  }
}
