package io.shelfkeeper.simulator.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** A shopper who takes and puts back at random, with a seed, until the stage is struck. */
final class Shopper {
  private static final double PUT_BACK = 0.3;
  private static final int LEFT_MIN = 2;

  private final Stage stage;
  private final SplittableRandom random;
  private final double secondsBetween;
  private final List<String> hands = new ArrayList<>();

  private Shopper(Stage stage, long seed, double secondsBetween) {
    this.stage = stage;
    this.random = new SplittableRandom(seed);
    this.secondsBetween = secondsBetween;
  }

  /** Lets a shopper in; the thread ends with the process. */
  static void enter(Stage stage, long seed, double secondsBetween) {
    Shopper shopper = new Shopper(stage, seed, secondsBetween);
    Thread.ofPlatform().name("shopper").daemon().start(shopper::shop);
  }

  private void shop() {
    while (true) {
      long until = stage.now() + (long) (secondsBetween * 1e9 * random.nextDouble(0.5, 1.5));
      long left;
      while ((left = until - stage.now()) > 0) {
        LockSupport.parkNanos(left);
      }
      act();
    }
  }

  private void act() {
    if (!hands.isEmpty() && random.nextDouble() < PUT_BACK) {
      String bay = hands.remove(random.nextInt(hands.size()));
      stage.shop().put(bay, "", 1, stage.now());
      return;
    }
    List<String> open = new ArrayList<>();
    for (Map.Entry<String, Map<String, Integer>> bay : stage.shop().counts().entrySet()) {
      if (bay.getValue().values().stream().mapToInt(Integer::intValue).sum() > LEFT_MIN) {
        open.add(bay.getKey());
      }
    }
    if (open.isEmpty()) {
      return;
    }
    String bay = open.get(random.nextInt(open.size()));
    int count = random.nextDouble() < 0.8 ? 1 : 2;
    stage.shop().take(bay, "", count, stage.now());
    for (int i = 0; i < count; i++) {
      hands.add(bay);
    }
  }
}
