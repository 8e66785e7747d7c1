package io.shelfkeeper.agent.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.time.Moment;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The power fails at every step between an order's arrival and its outcome, one after another. */
class CrashStepsTest {
  private static final long SECOND = Moment.NANOS_PER_SECOND;
  private static final int STEPS = 45;

  @Test
  void noStepAtWhichThePowerFailsMovesALockTwiceOrLosesAnOutcome() {
    Map<String, Integer> steps = new TreeMap<>();
    int pulses = 0;
    for (int step = 0; step < STEPS; step++) {
      World world = new World(step);
      world.start();
      world.run(15 * SECOND);
      world.order();
      world.fuse.light(step);
      world.run(45 * SECOND);
      world.fuse.remove();
      assertEquals("", world.converge(360 * SECOND), "power cut after " + step + " effects");
      assertTrue(world.lockPromises.pulses() <= 1, "step " + step);
      pulses += world.lockPromises.pulses();
      steps.merge(world.fuse.blewAt(), 1, Integer::sum);
    }
    System.out.println("power cuts by step: " + steps + ", pulses: " + pulses);
    assertTrue(
        steps
            .keySet()
            .containsAll(
                Set.of(
                    "before the commit",
                    "after the commit, before the first deed",
                    "after the burn, before the pulse",
                    "after the pulse was handed over",
                    "before an acknowledgement",
                    "before a publication",
                    "after a publication")),
        "not every step was met: " + steps);
  }
}
