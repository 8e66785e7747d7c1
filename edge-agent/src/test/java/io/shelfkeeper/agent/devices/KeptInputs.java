package io.shelfkeeper.agent.devices;

import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.ports.Inputs;
import java.util.Collection;

/** A loop that only keeps what it is told, in a collection of the test's. */
record KeptInputs(Collection<Input> posted) implements Inputs {
  @Override
  public void post(Input input) {
    posted.add(input);
  }

  @Override
  public boolean offer(Input input) {
    return posted.add(input);
  }
}
