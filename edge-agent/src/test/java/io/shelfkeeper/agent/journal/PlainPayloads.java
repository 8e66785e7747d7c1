package io.shelfkeeper.agent.journal;

import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.facts.StateReport;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.ports.Payloads;

/** Words short enough to compare; the contract's words have tests of their own. */
final class PlainPayloads implements Payloads {
  static final Fact FACT = new Fact.StockOut("A1", "water");

  private final byte[] data;

  PlainPayloads() {
    this(new byte[] {'{', '}'});
  }

  PlainPayloads(byte[] data) {
    this.data = data;
  }

  @Override
  public Written write(Fact fact) {
    if (fact instanceof Fact.StockOut out) {
      return new Written("stock.out", "bay/" + out.bay(), data);
    }
    if (fact instanceof Fact.AuditCheckpoint) {
      return new Written("audit.checkpoint", "", data);
    }
    throw new IllegalArgumentException("these tests write only two kinds of facts");
  }

  @Override
  public byte[] event(OutboxRow row) {
    throw new UnsupportedOperationException("the journal sends nothing");
  }

  @Override
  public byte[] birth(Effect.PublishBirth birth) {
    throw new UnsupportedOperationException("the journal sends nothing");
  }

  @Override
  public byte[] state(StateReport state) {
    throw new UnsupportedOperationException("the journal sends nothing");
  }

  @Override
  public byte[] challenge(Effect.PublishChallenge challenge) {
    throw new UnsupportedOperationException("the journal sends nothing");
  }

  @Override
  public Input read(Channel channel, byte[] payload) {
    throw new UnsupportedOperationException("the journal reads no messages");
  }
}
