package io.shelfkeeper.agent.ports;

import io.shelfkeeper.agent.core.step.Input;
import java.util.List;

/** The mouth of the loop: any thread may speak into it, none waits there. */
public interface Inputs {

  /**
   * For what must not get lost: faults, connection changes, answers, samples (whose number is
   * bounded by their blocks).
   */
  void post(Input input);

  /** The same for several, in their order. The list is the caller's again afterwards. */
  default void postAll(List<Input> inputs) {
    inputs.forEach(this::post);
  }

  /**
   * For what an outsider sends without limit.
   *
   * @return false if there is no room; the caller answers for it
   */
  boolean offer(Input input);
}
