package io.shelfkeeper.agent.simulation;

import io.shelfkeeper.agent.ports.Journal;
import io.shelfkeeper.agent.ports.JournalContract;
import io.shelfkeeper.agent.ports.PlainPayloads;

/** The journal of the simulation keeps the promises of the real one. */
class ModelJournalTest extends JournalContract {
  private final Disk disk = new Disk();

  @Override
  protected Journal next() {
    return new ModelJournal(disk, new PlainPayloads(), new Fuse(), effect -> {});
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
}
