package io.shelfkeeper.agent.broker;

import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.ports.Inputs;
import java.util.ArrayList;
import java.util.List;

/**
 * The broker's words on what was sent, on their way to the loop. While many are awaited they go in
 * bundles, because waking the loop costs more than the word; while few are, each goes at once.
 * Never keeps a word for longer than the next {@link #flush}.
 */
final class Answers {
  /** Fewer awaited than this, and the next word may be long in coming. */
  static final int FEW = 64;

  static final int BUNDLE = 32;

  private final Inputs inputs;
  private final List<Input> waiting = new ArrayList<>(BUNDLE);

  /** Whether one that waits is a refusal. */
  private boolean hurry;

  Answers(Inputs inputs) {
    this.inputs = inputs;
  }

  void add(Input.PublicationDone answer) {
    waiting.add(answer);
    hurry |= answer.code() >= ReasonCodes.FAILURE;
  }

  /**
   * No word is to be had without waiting for the wire.
   *
   * @param awaited how many are not answered
   */
  void pause(int awaited) {
    if (awaited < FEW || waiting.size() >= BUNDLE || hurry) {
      flush();
    }
  }

  /** Hands over what waits for company. To be called now and then, and before an end is told. */
  void flush() {
    if (!waiting.isEmpty()) {
      inputs.postAll(waiting);
      waiting.clear();
      hurry = false;
    }
  }
}
