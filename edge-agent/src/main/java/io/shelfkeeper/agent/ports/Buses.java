package io.shelfkeeper.agent.ports;

import io.shelfkeeper.agent.core.permits.Actuation;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.SampleBlock;

/** All wires of the site, one thread each. They post inputs; the loop hands blocks back. */
public interface Buses extends AutoCloseable {
  /** Opens every bus in the background; a bus that does not open is a fault, not an error. */
  void start();

  /** Gives a block back to its bus. */
  void recycle(int bus, SampleBlock block);

  /** Pulses a lock once, as soon as its bus is free; answered by a {@code Pulsed}. */
  void actuate(Actuation actuation);

  /** Hands a label to the station of its tag; what comes of it is told by {@code TagsHeard}. */
  void show(Effect.ShowLabel label);

  /** What a signal shows from now on; whoever does not hear of it in time hears the next one. */
  void show(Effect.ShowSignal signal);

  @Override
  void close();
}
