package io.shelfkeeper.agent.core.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.step.Status;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemperaturesTest {
  private final Temperatures temperatures = new Temperatures();

  private static Moment at(long seconds) {
    return new Moment(1_764_000_000_000L, seconds * Moment.NANOS_PER_SECOND, ClockTrust.TRUSTED);
  }

  private List<Fact> told() {
    List<Fact> facts = new ArrayList<>();
    temperatures.tell(facts::add);
    return facts;
  }

  @Test
  void eachProbeIsToldWithItsLowestMeanAndHighest() {
    temperatures.read(at(0), "room", 20);
    temperatures.read(at(1), "fridge", -1);
    temperatures.read(at(2), "fridge", -4);
    temperatures.read(at(3), "fridge", 2);
    assertEquals(
        List.of(
            new Fact.TemperatureMeasured("fridge", -4, -1, 2, 3),
            new Fact.TemperatureMeasured("room", 20, 20, 20, 1)),
        told());
  }

  @Test
  void afterItWasToldEverythingBeginsAnew() {
    temperatures.read(at(0), "fridge", 30);
    told();
    assertEquals(List.of(), told());
    temperatures.read(at(1), "fridge", 4);
    temperatures.read(at(2), "fridge", 6);
    assertEquals(List.of(new Fact.TemperatureMeasured("fridge", 4, 5, 6, 2)), told());
  }

  @Test
  void lastWordOfAProbeStaysWithItsAge() {
    temperatures.read(at(10), "fridge", 4);
    told();
    assertEquals(List.of(new Status.Probe("fridge", 4, 25_000)), temperatures.status(at(35)));
  }
}
