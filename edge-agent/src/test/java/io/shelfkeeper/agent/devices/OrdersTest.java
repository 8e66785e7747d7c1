package io.shelfkeeper.agent.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.permits.Actuation;
import io.shelfkeeper.agent.core.permits.Pulses;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.step.Input.PulseAnswer;
import io.shelfkeeper.agent.ports.Inputs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrdersTest {
  private final List<Input.Pulsed> answers = new ArrayList<>();
  private final Actuation first = Pulses.of("1".repeat(32), 0);
  private final Actuation second = Pulses.of("2".repeat(32), 1);

  private final Orders orders =
      new Orders(
          new Inputs() {
            @Override
            public void post(Input input) {
              answers.add((Input.Pulsed) input);
            }

            @Override
            public boolean offer(Input input) {
              throw new AssertionError("an answer must not get lost");
            }
          });

  @Test
  void aPulseThatComesTooLateIsNotMade() {
    orders.add(first, 100);
    orders.add(second, 101);
    long latest = 101 + Orders.LATE_NANOS;
    assertEquals(new Orders.Waiting(second, latest), orders.take(latest));
    assertNull(orders.take(101 + Orders.LATE_NANOS));
    assertEquals(1, answers.size());
    assertEquals(first.order(), answers.getFirst().order());
    assertEquals(PulseAnswer.NOT_SENT, answers.getFirst().answer());
  }

  @Test
  void afterTheEndNothingIsTakenAndEverythingIsAnswered() {
    orders.add(first, 0);
    orders.end();
    orders.add(second, 0);
    assertNull(orders.take(0));
    assertTrue(orders.isEmpty());
    assertEquals(2, answers.size());
  }
}
