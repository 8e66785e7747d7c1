package io.shelfkeeper.agent.core.orders;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Outcome;
import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.state.StateWriter;

/** The outcome of an order as the journal keeps it, to be told again and never anew. */
final class OutcomeCodec {
  private static final int VERSION = 1;

  private OutcomeCodec() {}

  static byte[] write(Fact.OrderDone done) {
    return new StateWriter(VERSION)
        .text(done.target())
        .text(done.outcome().word())
        .text(done.why())
        .text(done.check())
        .bytes();
  }

  /**
   * @throws StateReader.Unreadable if these are not such bytes
   * @throws IllegalArgumentException if they name no outcome of this release
   */
  static Fact.OrderDone read(String order, byte[] bytes) {
    StateReader reader = new StateReader(bytes, VERSION);
    String target = reader.text();
    Outcome outcome = Outcome.of(reader.text());
    return new Fact.OrderDone(order, target, outcome, reader.text(), reader.text(), false);
  }
}
