package io.shelfkeeper.agent.simulation;

import io.shelfkeeper.agent.broker.payload.EventType;
import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.facts.Retention;
import io.shelfkeeper.agent.core.facts.StateReport;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.ports.Journal;
import io.shelfkeeper.agent.ports.JournalContract;
import io.shelfkeeper.agent.ports.Payloads;

/** The journal of the simulation keeps the promises of the real one. */
class ModelJournalTest extends JournalContract {
  private final Disk disk = new Disk();

  @Override
  protected Journal next() {
    return new ModelJournal(disk, new PlainWords(), new Fuse(), effect -> {});
  }

  @Override
  protected Journal tight() {
    disk.rowsMax = 0;
    return next();
  }

  @Override
  protected void kill(Journal dead) {
    // A disk that is a value survives by itself.
  }

  /** The contract writes a few kinds of facts. */
  private static final class PlainWords implements Payloads {
    @Override
    public Written write(Fact fact) {
      if (fact instanceof Fact.ExternalNoted noted) {
        return new Written(EventType.EXTERNAL_NOTED.word(), noted.source(), noted.json());
      }
      if (fact instanceof Fact.BayMeasured bay) {
        return new Written(EventType.BAY_MEASURED.word(), bay.bay(), new byte[100]);
      }
      if (fact instanceof Fact.Dropped dropped) {
        return new Written(
            EventType.JOURNAL_DROPPED.word(), "", new byte[] {(byte) dropped.rows()});
      }
      if (fact instanceof Fact.AuditCheckpoint) {
        return new Written("audit.checkpoint", "", new byte[] {'{', '}'});
      }
      Fact.StockOut out = (Fact.StockOut) fact;
      return new Written("stock.out", "bay/" + out.bay(), new byte[] {'{', '}'});
    }

    @Override
    public Retention retention(String type) {
      return EventType.retentionOf(type);
    }

    @Override
    public byte[] event(OutboxRow row) {
      throw new IllegalStateException("nothing is sent here");
    }

    @Override
    public byte[] birth(Effect.PublishBirth birth) {
      throw new IllegalStateException("nothing is sent here");
    }

    @Override
    public byte[] state(StateReport state) {
      throw new IllegalStateException("nothing is sent here");
    }

    @Override
    public byte[] challenge(Effect.PublishChallenge challenge) {
      throw new IllegalStateException("nothing is sent here");
    }

    @Override
    public Input read(Channel channel, byte[] payload) {
      throw new IllegalStateException("nothing arrives here");
    }
  }
}
