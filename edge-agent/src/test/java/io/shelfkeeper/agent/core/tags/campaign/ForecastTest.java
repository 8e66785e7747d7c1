package io.shelfkeeper.agent.core.tags.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.state.StateWriter;
import io.shelfkeeper.agent.core.tags.campaign.AirWorld.Secret;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The forecast against what happens, in worlds whose losses and habits it has to learn. What a tag
 * does that was not answered differs from maker to maker, so worlds have several kinds.
 */
class ForecastTest {
  /** The promise: so far off at most. */
  private static final double OFF_MAX = 0.15;

  private static final List<Secret> SECRETS =
      List.of(
          new Secret(0.05, 0.05, 1_800, 3, 60, 0),
          new Secret(0.05, 0.05, 1_800, 1, 60, 12),
          new Secret(0.05, 0.1, 1_800, 1, 0, 12),
          new Secret(0.02, 0.1, 3_600, 1, 0, 12),
          new Secret(0.1, 0.1, 900, 2, 300, 12),
          new Secret(0.05, 0.05, 600, 1, 120, 12),
          new Secret(0.01, 0.02, 3_600, 1, 300, 0));

  @Test
  void whatWasLearnedForecastsTheTimeOfACampaign() {
    measure(List.of(SECRETS.get(1), SECRETS.get(4)), 1, new Size(20, 110, 100));
  }

  /** Stations with more pictures than they hold at once: the others wait in the host. */
  @Test
  void aStationWithMoreTagsThanPlacesIsForecastToo() {
    measure(List.of(SECRETS.get(4)), 1, new Size(3, 600, 600));
  }

  @Test
  @Tag("deep")
  void theForecastHoldsInManyWorlds() {
    measure(SECRETS, 4, new Size(20, 250, 125));
    measure(SECRETS, 2, new Size(4, 600, 600));
  }

  private record Size(int nodes, int tagsOfNode, int changed) {}

  private static void measure(List<Secret> secrets, int seeds, Size size) {
    System.out.printf(
        "%d nodes with %d tags, %d of them changed: minutes until 99 %% are done, and all%n",
        size.nodes, size.tagsOfNode, size.changed);
    List<String> off = new ArrayList<>();
    int inside = 0;
    for (Secret secret : secrets) {
      for (int seed = 0; seed < seeds; seed++) {
        ForecastWorld world = new ForecastWorld(seed, secret, size.nodes, size.tagsOfNode);
        world.learn();
        Window told = world.forecast(size.changed);
        double[] done = world.change(size.changed);
        double most = done[done.length - 1 - done.length / 100];
        double last = done[done.length - 1];
        String line =
            "%s seed %d: forecast %.1f, was %.1f (%+.0f %%); last %.1f to %.1f, was %.1f"
                .formatted(
                    secret,
                    seed,
                    told.most() / 60,
                    most / 60,
                    100 * (told.most() / most - 1),
                    told.earliest() / 60,
                    told.latest() / 60,
                    last / 60);
        System.out.println(line);
        if (Math.abs(told.most() / most - 1) > OFF_MAX) {
          off.add(line);
        }
        inside += last >= told.earliest() && last <= told.latest() ? 1 : 0;
        assertTrue(
            last >= told.earliest() * (1 - OFF_MAX) * 0.9 && last <= told.latest() * 1.5, line);
      }
    }
    int all = secrets.size() * seeds;
    System.out.printf("the last one was within the time told in %d of %d%n", inside, all);
    assertEquals(List.of(), off);
    if (all >= 20) {
      assertTrue(inside >= 0.6 * all, "told with 80 %, and true in " + inside + " of " + all);
    }
  }

  @Test
  void theSameIsForecastTwice() {
    ForecastWorld world = new ForecastWorld(3, SECRETS.get(1), 2, 50);
    world.learn();
    assertEquals(world.forecast(40), world.forecast(40));
  }

  @Test
  void aFixtureWaitsForTheOneBefore() {
    ForecastWorld world = new ForecastWorld(3, SECRETS.get(5), 2, 60);
    world.learn();
    Window together = world.forecast(60);
    Window three = world.forecast(60, 3);
    assertTrue(three.likely() > 1.8 * together.likely(), together + " " + three);
    assertTrue(three.likely() < 4 * together.likely(), together + " " + three);
  }

  @Test
  void withoutASingleWordOfATagItIsAGuessThatHoldsAnHour() {
    Habits habits = new Habits(new int[100], new double[] {1_800});
    Forecast forecast =
        new Forecast(habits, List.of(new Part(0, 0, range(100))), 1, 0, 0, tag -> false, 1);
    while (!forecast.advance(100)) {}
    Window window = forecast.shop(1);
    assertTrue(window.most() > 1_200 && window.latest() < 4 * 3_600, window::toString);
  }

  @Test
  void habitsAreKeptAndDamagedOnesAreNotBelieved() {
    ForecastWorld world = new ForecastWorld(3, SECRETS.get(1), 2, 50);
    world.learn();
    StateWriter out = new StateWriter(1);
    world.habits.node(0).write(out);
    NodeHabits read = new NodeHabits();
    read.read(new StateReader(out.bytes(), 1));
    assertEquals(world.habits.node(0).success(), read.success());
    assertEquals(world.habits.node(0).idle.quantile(0.9), read.idle.quantile(0.9), 1e-6);
    byte[] cut = Arrays.copyOf(out.bytes(), out.bytes().length - 3);
    org.junit.jupiter.api.Assertions.assertThrows(
        StateReader.Unreadable.class, () -> new NodeHabits().read(new StateReader(cut, 1)));
  }

  static int[] range(int count) {
    int[] all = new int[count];
    Arrays.setAll(all, i -> i);
    return all;
  }
}
