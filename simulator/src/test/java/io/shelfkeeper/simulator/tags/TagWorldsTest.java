package io.shelfkeeper.simulator.tags;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.simulator.models.Trouble;
import io.shelfkeeper.simulator.world.Dice;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bad days from a seed each: lost frames, a node that restarts, tags that restart or cannot be
 * heard, a host that is killed in the middle of anything. Afterwards every tag shows its newest
 * picture, and what does not change costs no air.
 */
class TagWorldsTest {
  private static final String[] MODELS = {"00", "01", "33", "40"};
  private static final int STEPS = 60;
  private static final int HOURS_MAX = 12;

  static LongStream seeds() {
    // One more: -Dtags.worlds=40 -Dtags.seed=7
    long first = Long.getLong("tags.seed", 1);
    return LongStream.range(first, first + Long.getLong("tags.worlds", 8));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyTagInReachEndsAtItsNewestPicture(long seed) {
    Dice dice = new Dice(seed, "bad day");
    List<TagPlan> plans = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      plans.add(new TagPlan("%016X".formatted(0xBA9876543200L + i), MODELS[i % 4], "A" + i));
    }
    boolean compress = dice.chance(0.3);
    PlayedShelf shelf = new PlayedShelf(plans, seed, dice.chance(0.5), compress);
    shelf.tell((tags, now) -> tags.loss(0.05, now));
    plans.forEach(plan -> shelf.want(plan, 1));
    for (int step = 2; step < STEPS; step++) {
      TagPlan plan = plans.get(dice.below(plans.size()));
      int number = step;
      switch (dice.below(6)) {
        case 0, 1, 2 -> shelf.want(plan, number);
        case 3 -> shelf.fault(Trouble.POWER_CYCLE, 1);
        case 4 -> shelf.tell((tags, now) -> tags.restart(plan.tag(), now));
        default -> {
          boolean silent = dice.chance(0.5);
          shelf.tell((tags, now) -> tags.silent(plan.tag(), silent, now));
        }
      }
      int calls = dice.chance(0.3) ? 1 + dice.below(400) : Integer.MAX_VALUE;
      shelf.run(dice.between(1, 300), calls);
    }
    plans.forEach(plan -> shelf.tell((tags, now) -> tags.silent(plan.tag(), false, now)));
    int hours = 0;
    while (!shelf.isSettled()) {
      shelf.run(3_600);
      assertTrue(++hours < HOURS_MAX, "seed " + seed + ": " + shelf.unsettled());
    }
    int frames = shelf.frames();
    List<Glass> glass = shelf.states().stream().map(TagState::glass).toList();
    shelf.startAgain();
    shelf.run(3_600, 1 + dice.below(2_000));
    shelf.fault(Trouble.POWER_CYCLE, 1);
    shelf.tell((tags, now) -> tags.restart(plans.getFirst().tag(), now));
    shelf.startAgain();
    shelf.run(3_600);
    assertTrue(shelf.isSettled());
    assertEquals(glass, shelf.states().stream().map(TagState::glass).toList());
    // Whether a tag takes compressed pictures a new process knows only when it has reported.
    assertTrue(
        compress || frames == shelf.frames(), "seed " + seed + ": nothing changed, and was sent");
  }
}
