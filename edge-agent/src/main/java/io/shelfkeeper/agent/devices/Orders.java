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

  /** A process that was stopped in between finds the shopper gone: then the pulse is not made. */
  static final long LATE_NANOS = 5_000_000_000L;

  private final ArrayBlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
  private volatile boolean ended;

  /**
   * @param latestNanos after this its pulse is not made any more
   */
  record Waiting(Actuation order, long latestNanos) {}

  Orders(Inputs inputs) {
    this.inputs = inputs;
  }

  /**
   * Called by any thread.
   *
   * @param now monotonic, as in {@link #take}
   */
  void add(Actuation order, long now) {
    Waiting one = new Waiting(order, now + LATE_NANOS);
    if (!waiting.offer(one)) {
      refuse(order, "Too many pulses wait for this bus. Try again in a minute.");
    } else if (ended && waiting.remove(one)) {
      refuse(order, "The agent ends. Try again when it is back.");
    }
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** The next one, or null. One that comes too late is answered as not sent. */
  @Nullable Waiting take(long now) {
    for (Waiting one = waiting.poll(); one != null; one = waiting.poll()) {
      if (now - one.latestNanos <= 0) {
        return one;
      }
      refuse(one.order, "The pulse came too late and was not made. Order it again.");
    }
    return null;
  }

  void refuse(Actuation order, String why) {
    answer(order, PulseAnswer.NOT_SENT, why);
  }

  void answer(Actuation order, PulseAnswer answer, String why) {
    inputs.post(new Input.Pulsed(order.order(), order.lock(), answer, why));
  }

  void refuseAll(String why) {
    for (Waiting one = waiting.poll(); one != null; one = waiting.poll()) {
      refuse(one.order, why);
    }
  }

  /** Whatever waits and whatever still comes is not sent. */
  void end() {
    ended = true;
    refuseAll("The agent ends. Try again when it is back.");
  }
}
