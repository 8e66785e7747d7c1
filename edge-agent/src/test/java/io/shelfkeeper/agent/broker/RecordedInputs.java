package io.shelfkeeper.agent.broker;

import static org.junit.jupiter.api.Assertions.fail;

import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.ports.Inputs;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An inbox that a test looks into, in the order in which things came. */
final class RecordedInputs implements Inputs {
  private final LinkedBlockingQueue<Input> inputs = new LinkedBlockingQueue<>();
  private volatile boolean full;

  @Override
  public void post(Input input) {
    inputs.add(input);
  }

  @Override
  public boolean offer(Input input) {
    return !full && inputs.add(input);
  }

  void full(boolean isFull) {
    full = isFull;
  }

  /** The next input, which must be of this kind. */
  <T extends Input> T next(Class<T> kind) {
    Input input = nextWithin(60_000);
    if (input == null) {
      return fail("no " + kind.getSimpleName() + " came");
    }
    if (!kind.isInstance(input)) {
      return fail("expected " + kind.getSimpleName() + " but " + input + " came");
    }
    return kind.cast(input);
  }

  /** Whatever came and was not fetched. */
  List<Input> rest() {
    List<Input> rest = new ArrayList<>();
    inputs.drainTo(rest);
    return rest;
  }

  private @Nullable Input nextWithin(long millis) {
    try {
      return inputs.poll(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
