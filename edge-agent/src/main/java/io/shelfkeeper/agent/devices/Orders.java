package io.shelfkeeper.agent.devices;

import io.shelfkeeper.agent.core.permits.Actuation;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.step.Input.PulseAnswer;
import io.shelfkeeper.agent.ports.Inputs;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Pulses that wait for a bus, handed over by any thread. Each is taken once or answered here as not
 * sent; none is kept for later, because a late pulse is a wrong one.
 */
final class Orders {
  /** The core has one under way for each supply; more is a mistake and does not wait. */
  private static final int WAITING_MAX = 64;

  private final Inputs inputs;
  private final ArrayBlockingQueue<Actuation> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
  private volatile boolean ended;

  Orders(Inputs inputs) {
    this.inputs = inputs;
  }

  /** Called by any thread. */
  void add(Actuation order) {
    if (!waiting.offer(order)) {
      refuse(order, "Too many pulses wait for this bus. Try again in a minute.");
    } else if (ended && waiting.remove(order)) {
      refuse(order, "The agent ends. Try again when it is back.");
    }
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  @Nullable Actuation take() {
    return waiting.poll();
  }

  void refuse(Actuation order, String why) {
    answer(order, PulseAnswer.NOT_SENT, why);
  }

  void answer(Actuation order, PulseAnswer answer, String why) {
    inputs.post(new Input.Pulsed(order.order(), order.lock(), answer, why));
  }

  void refuseAll(String why) {
    for (Actuation order = take(); order != null; order = take()) {
      refuse(order, why);
    }
  }

  /** Whatever waits and whatever still comes is not sent. */
  void end() {
    ended = true;
    refuseAll("The agent ends. Try again when it is back.");
  }
}
