package io.shelfkeeper.agent.simulation;

import io.shelfkeeper.agent.core.time.Moment;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One world from its first start until everything came together again; everything about it follows
 * from these three.
 *
 * @param happenings what may happen
 * @param seconds how long it happens, then the weather clears up
 */
record Life(long seed, Set<Happening> happenings, int seconds) {
  private static final int SECONDS = 180;
  private static final int SECONDS_TO_CONVERGE = 360;

  /** A promise was broken in it; the message tells how to see it again. */
  static final class Failed extends AssertionError {
    private static final long serialVersionUID = 1L;

    Failed(Life life, Throwable cause) {
      super(cause.getMessage() + "\n" + life.replay(), cause);
    }
  }

  static Life of(long seed) {
    return new Life(seed, EnumSet.allOf(Happening.class), SECONDS);
  }

  /** The one that a replay line asks for. */
  static Life asked(long seed) {
    String only = System.getProperty("simulation.only");
    Set<Happening> happenings =
        only == null ? EnumSet.allOf(Happening.class) : EnumSet.noneOf(Happening.class);
    if (only != null && !only.isEmpty()) {
      for (String name : only.split(",")) {
        happenings.add(Happening.valueOf(name));
      }
    }
    return new Life(seed, happenings, Integer.getInteger("simulation.seconds", SECONDS));
  }

  Life without(Collection<Happening> left) {
    Set<Happening> rest = EnumSet.noneOf(Happening.class);
    rest.addAll(happenings);
    rest.removeAll(left);
    return new Life(seed, rest, seconds);
  }

  Life until(int second) {
    return new Life(seed, happenings, second);
  }

  /**
   * @throws Failed if a promise was broken
   */
  World live() {
    try {
      World world = new World(seed);
      Weather weather = new Weather(world, new Chance(~seed), happenings);
      weather.begin();
      world.start();
      world.run(seconds * Moment.NANOS_PER_SECOND);
      weather.clearUp();
      String why = world.converge(SECONDS_TO_CONVERGE * Moment.NANOS_PER_SECOND);
      Broken.unless(why.isEmpty(), "Six minutes of good weather and still: %s", why);
      return world;
    } catch (RuntimeException | AssertionError e) {
      throw new Failed(this, e);
    }
  }

  String replay() {
    return "Replay: mvn -q verify -pl edge-agent -am -Dtest=SimulationTest"
        + " -Dsurefire.failIfNoSpecifiedTests=false -Dsimulation.seed="
        + seed
        + (happenings.size() == Happening.values().length
            ? ""
            : " -Dsimulation.only="
                + happenings.stream().map(Enum::name).collect(Collectors.joining(",")))
        + (seconds == SECONDS ? "" : " -Dsimulation.seconds=" + seconds);
  }
}
