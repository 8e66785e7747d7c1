package io.shelfkeeper.agent.ports;

import io.shelfkeeper.agent.broker.payload.EventType;
import io.shelfkeeper.agent.core.facts.Fact;

/** Words short enough to compare; the contract's words have tests of their own. */
public final class PlainPayloads extends SilentPayloads {
  public static final Fact FACT = new Fact.StockOut("A1", "water");

  private final byte[] data;

  public PlainPayloads() {
    this(new byte[] {'{', '}'});
  }

  public PlainPayloads(byte[] data) {
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
}
