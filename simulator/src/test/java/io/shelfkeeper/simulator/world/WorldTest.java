package io.shelfkeeper.simulator.world;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WorldTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Goods WATER = new Goods("water", 523, 2.2);
  private static final Goods GUM = new Goods("gum", 36.2, 0.5);

  private final List<Movement> truth = new ArrayList<>();

  private World world(long seed, CellProfile profile) {
    return new World(
        seed,
        List.of(
            new BayPlan("fridge", "A1", List.of("A1"), List.of(new BayPlan.Stock(WATER, 12))),
            new BayPlan("fridge", "A2", List.of("A2"), List.of(new BayPlan.Stock(GUM, 6))),
            new BayPlan(
                "shelf",
                "B1",
                List.of("B1", "B2"),
                List.of(new BayPlan.Stock(WATER, 4), new BayPlan.Stock(GUM, 4)))),
        profile,
        truth::add);
  }

  private static double grams(World world, String cell, long nanos) {
    return Objects.requireNonNull(world.cell(cell)).grams(nanos);
  }

  @Test
  void cellLosesExactlyWhatWasTaken() throws CannotDo {
    World world = world(1, CellProfile.IDEAL);
    double before = grams(world, "A1", SECOND);
    Movement movement = world.take("A1", null, 2, 2 * SECOND);
    double after = grams(world, "A1", movement.endNanos() + 3 * SECOND);
    assertEquals(movement.grams(), after - before, 0.02);
    assertEquals(-2 * 523, movement.grams(), 12);
    assertEquals(List.of(movement), truth);
    assertEquals(new TreeMap<>(java.util.Map.of("water", 10)), world.bays(0).get(0).packages());
  }

  @Test
  void packageKeepsItsWeightWhenItIsPutBack() throws CannotDo {
    World world = world(2, CellProfile.IDEAL);
    Movement taken = world.take("A1", null, 1, SECOND);
    Movement back = world.put("A1", null, 1, 10 * SECOND);
    assertEquals(-taken.grams(), back.grams());
    Movement fresh = world.put("A1", null, 1, 20 * SECOND);
    assertFalse(fresh.grams() == back.grams());
  }

  @Test
  void packageAstrideTwoCellsWeighsAsMuchOnBothTogether() throws CannotDo {
    World world = world(3, CellProfile.IDEAL);
    double before = grams(world, "B1", SECOND) + grams(world, "B2", SECOND);
    Movement movement = world.put("B1", "water", 5, SECOND);
    long later = movement.endNanos() + 3 * SECOND;
    double after = grams(world, "B1", later) + grams(world, "B2", later);
    assertEquals(movement.grams(), after - before, 0.03);
  }

  @Test
  void motionTakesAsLongAsAHandDoes() throws CannotDo {
    World world = world(4, CellProfile.IDEAL);
    for (int i = 0; i < 300; i++) {
      long at = 10 * SECOND * i;
      Movement one = i % 2 == 0 ? world.take("A1", null, 1, at) : world.put("A1", null, 1, at);
      double seconds = (one.endNanos() - one.startNanos()) / 1e9;
      assertTrue(seconds >= 0.06 && seconds <= 0.95, seconds + " s");
    }
  }

  @Test
  void secondHandWaitsForTheFirst() throws CannotDo {
    World world = world(5, CellProfile.BOARD_10);
    Movement first = world.take("A1", null, 1, SECOND);
    Movement second = world.take("A1", null, 1, SECOND);
    assertEquals(first.endNanos(), second.startNanos());
    assertTrue(world.bays(first.endNanos()).get(0).moving());
    assertFalse(world.bays(second.endNanos()).get(0).moving());
  }

  @Test
  void impossibleWishIsRefusedAndChangesNothing() {
    World world = world(6, CellProfile.IDEAL);
    assertThrows(CannotDo.class, () -> world.take("A1", null, 13, 0));
    assertThrows(CannotDo.class, () -> world.take("A1", "gum", 1, 0));
    assertThrows(CannotDo.class, () -> world.take("A1", null, 0, 0));
    assertThrows(CannotDo.class, () -> world.put("A1", null, -1, 0));
    assertThrows(CannotDo.class, () -> world.put("A1", "beer", 1, 0));
    assertThrows(CannotDo.class, () -> world.put("B1", null, 1, 0));
    CannotDo unknown = assertThrows(CannotDo.class, () -> world.take("Z9", null, 1, 0));
    assertTrue(unknown.toString().contains("[A1, A2, B1]"), unknown.toString());
    assertEquals(List.of(), truth);
  }

  @Test
  void sameSeedAndSameActsGiveTheSameSamplesWhoeverReadsThem() throws CannotDo {
    World often = world(7, CellProfile.BOARD_10);
    World seldom = world(7, CellProfile.BOARD_10);
    double[] first = new double[600];
    double[] second = new double[600];
    for (int i = 0; i < 600; i++) {
      long now = i * SECOND / 10;
      first[i] = grams(often, "A1", now);
      grams(often, "A2", now);
      if (i % 100 == 50) {
        often.take("A1", null, 1, now);
        seldom.take("A1", null, 1, now);
      }
      second[i] = grams(seldom, "A1", now);
    }
    assertArrayEquals(first, second);
    assertFalse(grams(world(8, CellProfile.BOARD_10), "A1", SECOND) == first[10]);
  }
}
