package io.shelfkeeper.simulator.scenario;

import io.shelfkeeper.simulator.world.BayState;
import io.shelfkeeper.simulator.world.CannotDo;
import io.shelfkeeper.simulator.world.Dice;
import io.shelfkeeper.simulator.world.Movement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A shopper who takes and puts back at random, and staff that fills up, from one seed. A step
 * machine: somebody calls it when its time has come.
 */
public final class Shopper {
  private static final double PUTS_BACK = 0.3;
  private static final double TAKES_ONE = 0.8;
  private static final int TOO_FEW = 2;
  private static final int CRATE = 6;

  /** Goods that were touched a moment ago are left alone, so that two acts are not one. */
  private static final long AT_REST_NANOS = 5_000_000_000L;

  private final Stage stage;
  private final Dice dice;
  private final double secondsBetween;
  private final List<Movement> taken = new ArrayList<>();
  private final Map<String, Long> restUntil = new HashMap<>();

  /**
   * @param secondsBetween mean time between two acts
   */
  public Shopper(Stage stage, long seed, double secondsBetween) {
    this.stage = stage;
    this.dice = new Dice(seed, "shopper");
    this.secondsBetween = secondsBetween;
  }

  /**
   * Does one thing, if there is anything to do.
   *
   * @return when to come again
   */
  public long act(long nanos) {
    List<BayState> free =
        stage.bays(nanos).stream()
            .filter(bay -> restUntil.getOrDefault(bay.bay(), 0L) <= nanos)
            .filter(bay -> bay.packages().size() == 1)
            .toList();
    try {
      if (!free.isEmpty()) {
        act(free.get(dice.below(free.size())), nanos);
      }
    } catch (CannotDo e) {
      throw new IllegalStateException("the shopper looked first", e);
    }
    return nanos + (long) (secondsBetween * dice.between(0.5, 1.5) * 1e9);
  }

  private void act(BayState bay, long nanos) throws CannotDo {
    int count = bay.packages().values().iterator().next();
    boolean held = taken.stream().anyMatch(movement -> movement.bay().equals(bay.bay()));
    Movement done;
    if (count <= TOO_FEW) {
      done = stage.put(bay.bay(), null, CRATE, nanos);
    } else if (held && dice.chance(PUTS_BACK)) {
      taken.remove(taken.stream().filter(one -> one.bay().equals(bay.bay())).findFirst().get());
      done = stage.put(bay.bay(), null, 1, nanos);
    } else {
      done = stage.take(bay.bay(), null, dice.chance(TAKES_ONE) ? 1 : 2, nanos);
      taken.add(done);
      if (taken.size() > 20) {
        taken.removeFirst();
      }
    }
    restUntil.put(bay.bay(), done.endNanos() + AT_REST_NANOS);
  }
}
