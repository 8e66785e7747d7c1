package io.shelfkeeper.agent.broker;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many messages were given to the MQTT library that it has not written yet. Only a hint: who
 * holds something back because of it must let it go after a while all the same.
 */
final class Crowd {
  private final AtomicInteger waiting = new AtomicInteger();

  /** A message is about to be given. */
  void joins() {
    waiting.incrementAndGet();
  }

  /** A message was written, or not taken after all. */
  void leaves() {
    waiting.updateAndGet(count -> Math.max(0, count - 1));
  }

  boolean isThere() {
    return waiting.get() > 0;
  }

  /** What was expected did not come. */
  void forget() {
    waiting.set(0);
  }
}
