package io.shelfkeeper.agent.journal;

import io.shelfkeeper.agent.broker.payload.EventType;
import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.facts.Retention;
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
    if (fact instanceof Fact.ExternalNoted noted) {
      return new Written(EventType.EXTERNAL_NOTED.word(), noted.source(), noted.json());
    }
    if (fact instanceof Fact.BayMeasured bay) {
      return new Written(EventType.BAY_MEASURED.word(), bay.bay(), new byte[100]);
    }
    if (fact instanceof Fact.Dropped dropped) {
      return new Written(EventType.JOURNAL_DROPPED.word(), "", new byte[] {(byte) dropped.rows()});
    }
    if (fact instanceof Fact.AuditCheckpoint) {
      return new Written("audit.checkpoint", "", data);
    }
    throw new IllegalArgumentException("these tests write only a few kinds of facts");
  }

  @Override
  public Retention retention(String type) {
    return EventType.retentionOf(type);
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
