package io.shelfkeeper.simulator.world;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The physical truth of one shop. Used by one thread at a time, with times that never go back; the
 * same seed and the same instructions at the same times give the same shop.
 */
public final class World {
  private final Map<String, Bay> bays = new LinkedHashMap<>();
  private final Map<String, Touches> touches = new LinkedHashMap<>();
  private final Map<String, Cell> cells = new LinkedHashMap<>();
  private final Map<String, Goods> goods = new HashMap<>();
  private final Map<String, Deque<Pack>> inHands = new HashMap<>();
  private final Map<String, Long> busyUntil = new HashMap<>();
  private final Consumer<Movement> truth;
  private final Dice dice;
  private final Hand hand;
  private long numbered;

  /**
   * @param truth told of each movement when it begins: whoever reports it can only do so later
   */
  public World(long seed, List<BayPlan> plans, CellProfile profile, Consumer<Movement> truth) {
    this.truth = truth;
    dice = new Dice(seed, "goods");
    hand = new Hand(new Dice(seed, "hand"), this::touches);
    for (BayPlan plan : plans) {
      for (String cell : plan.cells()) {
        Touches on = touches.computeIfAbsent(cell, _ -> new Touches());
        cells.computeIfAbsent(cell, _ -> new Cell(profile, on, new Dice(seed, "cell " + cell)));
      }
      bays.put(plan.bay(), stocked(plan));
    }
    cells.values().forEach(Cell::start);
  }

  /** What the board of that cell sees; null if no bay stands on it. */
  public @Nullable Conversions cell(String id) {
    return cells.get(id);
  }

  /**
   * A shopper takes packages of one product.
   *
   * @param sku null for the only product of the bay
   * @return the movement, over at its end and not before
   */
  public Movement take(String bayId, @Nullable String sku, int count, long nanos) throws CannotDo {
    Bay bay = bay(bayId);
    String what = sku == null ? bay.only() : sku;
    if (bay.count(what) < count) {
      throw new CannotDo(
          "Bay %s has %d of %s, not %d".formatted(bayId, bay.count(what), what, count),
          "Take fewer, or put some there first");
    }
    List<Bay.Placed> packs = new ArrayList<>();
    for (int i = 0; i < positive(count); i++) {
      Bay.Placed one = bay.remove(what, dice);
      inHands.computeIfAbsent(what, _ -> new ArrayDeque<>()).addLast(one.pack());
      packs.add(one);
    }
    return move(bay, what, packs, -1, nanos);
  }

  /**
   * Somebody puts packages of one product down: those taken before, then fresh ones.
   *
   * @param sku null for the only product of the bay; any product of the shop
   */
  public Movement put(String bayId, @Nullable String sku, int count, long nanos) throws CannotDo {
    Bay bay = bay(bayId);
    String what = sku == null ? bay.only() : sku;
    Goods made = goods.get(what);
    if (made == null) {
      throw new CannotDo(
          "No product " + what + " in this shop", "Name one of the site file: " + goods.keySet());
    }
    List<Bay.Placed> packs = new ArrayList<>();
    for (int i = 0; i < positive(count); i++) {
      Deque<Pack> held = inHands.getOrDefault(what, new ArrayDeque<>());
      packs.add(bay.add(held.isEmpty() ? made.pack(dice) : held.removeLast(), dice));
    }
    return move(bay, what, packs, 1, nanos);
  }

  /** All bays in the order of the plan. */
  public List<BayState> bays(long nanos) {
    return bays.values().stream().map(bay -> bay.state(moving(bay.plan().bay(), nanos))).toList();
  }

  private Movement move(Bay bay, String sku, List<Bay.Placed> packs, int sign, long nanos) {
    List<String> neighbours = neighbours(bay.plan());
    cells.values().forEach(cell -> cell.grams(nanos));
    // A second hand at a bay waits until the first is gone.
    long startNanos = Math.max(nanos, busyUntil.getOrDefault(bay.plan().bay(), 0L));
    double start = startNanos / 1e9;
    double end = start;
    if (packs.size() == 1 || hand.gripsAllAtOnce()) {
      end = hand.grip(start, bay.plan(), packs, sign, neighbours);
    } else {
      for (int i = 0; i < packs.size(); i++) {
        double from = i == 0 ? start : end + hand.pauseSeconds();
        end = hand.grip(from, bay.plan(), List.of(packs.get(i)), sign, neighbours);
      }
    }
    double grams = sign * packs.stream().mapToDouble(one -> one.pack().grams()).sum();
    long endNanos = (long) (end * 1e9);
    busyUntil.put(bay.plan().bay(), endNanos);
    Movement movement =
        new Movement(
            ++numbered, startNanos, endNanos, bay.plan().bay(), sku, sign * packs.size(), grams);
    truth.accept(movement);
    return movement;
  }

  private Bay stocked(BayPlan plan) {
    Bay bay = new Bay(plan);
    for (BayPlan.Stock stock : plan.stock()) {
      goods.put(stock.goods().sku(), stock.goods());
      for (int i = 0; i < stock.count(); i++) {
        Bay.Placed one = bay.add(stock.goods().pack(dice), dice);
        for (int cell = 0; cell < one.shares().length; cell++) {
          touches(plan.cells().get(cell)).rest(one.pack().grams() * one.shares()[cell]);
        }
      }
    }
    return bay;
  }

  private Touches touches(String cell) {
    return Objects.requireNonNull(touches.get(cell));
  }

  private List<String> neighbours(BayPlan plan) {
    return bays.values().stream()
        .map(Bay::plan)
        .filter(other -> other.fixture().equals(plan.fixture()) && !other.bay().equals(plan.bay()))
        .flatMap(other -> other.cells().stream())
        .distinct()
        .filter(cell -> !plan.cells().contains(cell))
        .toList();
  }

  private boolean moving(String bay, long nanos) {
    return busyUntil.getOrDefault(bay, 0L) > nanos;
  }

  private Bay bay(String id) throws CannotDo {
    Bay bay = bays.get(id);
    if (bay == null) {
      throw new CannotDo("No bay " + id + " in this shop", "Name one of these: " + bays.keySet());
    }
    return bay;
  }

  private static int positive(int count) throws CannotDo {
    if (count < 1 || count > 100) {
      throw new CannotDo("Cannot move " + count + " packages at once", "Say 1 to 100");
    }
    return count;
  }
}
