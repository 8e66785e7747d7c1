package io.shelfkeeper.agent.simulation;

import io.shelfkeeper.agent.core.time.Moment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole agent in worlds that go wrong, each from one seed. */
class SimulationTest {
  private static final long SECOND = Moment.NANOS_PER_SECOND;
  private static final int SEEDS = Integer.getInteger("simulation.seeds", 200);
  private static final int SEEDS_DEEP = 10_000;

  @Test
  void nothingIsLostOrCountedTwiceWhateverTheWeather() {
    Long one = Long.getLong("simulation.seed");
    if (one != null) {
      live(one);
      return;
    }
    for (long seed = 1; seed <= SEEDS; seed++) {
      live(seed);
    }
  }

  @Test
  @Tag("deep")
  void nothingIsLostInTenThousandWorlds() {
    for (long seed = 100_001; seed <= 100_000 + SEEDS_DEEP; seed++) {
      live(seed);
    }
  }

  private static void live(long seed) {
    World world = new World(seed);
    Weather weather = new Weather(world, new Chance(~seed));
    try {
      weather.begin();
      world.start();
      world.run(180 * SECOND);
      weather.clearUp();
      String why = world.converge(360 * SECOND);
      Broken.unless(why.isEmpty(), "Six minutes of good weather and still: %s", why);
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(e.getMessage() + "\n" + replay(seed), e);
    }
  }

  private static String replay(long seed) {
    return "Replay: mvn -q verify -pl edge-agent -am -Dtest=SimulationTest"
        + " -Dsurefire.failIfNoSpecifiedTests=false -DargLine=-Dsimulation.seed="
        + seed;
  }
}
