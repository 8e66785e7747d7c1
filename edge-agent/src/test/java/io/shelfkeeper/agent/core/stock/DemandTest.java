package io.shelfkeeper.agent.core.stock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.Count;
import io.shelfkeeper.agent.core.facts.Item;
import io.shelfkeeper.agent.core.facts.Reason;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemandTest {
  private static final Count SIX = new Count("A3", "tea", 6, 0);

  private Demand demand = new Demand();
  private long seconds;

  private void hours(int hours, Runnable each) {
    for (int h = 0; h < hours; h++) {
      for (int m = 0; m < 60; m++) {
        seconds += 60;
        demand.tick(new Moment(0, seconds * Moment.NANOS_PER_SECOND, ClockTrust.UNKNOWN));
      }
      each.run();
    }
  }

  private void moved(Reason reason, int delta) {
    demand.moved(reason, List.of(new Item("A3", "tea", delta)));
  }

  private void takeTwo() {
    moved(Reason.TAKEN, -3);
    moved(Reason.PUT_BACK, 1);
  }

  @Test
  void sixPackagesLastThreeHoursAtTwoAnHour() {
    hours(24, this::takeTwo);
    assertEquals(3, demand.hoursLeft(SIX), 0.15);
  }

  @Test
  void itSaysNothingBeforeItKnows() {
    hours(5, this::takeTwo);
    assertTrue(Double.isNaN(demand.hoursLeft(SIX)), "five hours are too few");
    hours(20, () -> {});
    assertTrue(Double.isFinite(demand.hoursLeft(SIX)));
    assertTrue(Double.isNaN(demand.hoursLeft(new Count("A4", "jam", 6, 0))), "nobody takes jam");
  }

  @Test
  void whatAPersonCountsOrBringsIsNoDemand() {
    hours(24, () -> moved(Reason.COUNTED, -5));
    moved(Reason.RESTOCKED, 30);
    assertTrue(Double.isNaN(demand.hoursLeft(SIX)));
  }

  @Test
  void aNewPaceTakesOverWithinDays() {
    hours(240, this::takeTwo);
    hours(240, () -> moved(Reason.TAKEN, -6));
    assertEquals(1, demand.hoursLeft(SIX), 0.15);
  }

  @Test
  void itGoesOnAfterARestartAndDoesNotCountTheTimeBetween() {
    hours(24, this::takeTwo);
    byte[] state = demand.state();
    demand = new Demand();
    demand.restore(state);
    seconds = 0;
    hours(1, this::takeTwo);
    assertEquals(3, demand.hoursLeft(SIX), 0.15);
  }
}
