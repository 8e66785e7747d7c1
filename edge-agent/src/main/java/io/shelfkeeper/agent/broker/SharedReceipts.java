package io.shelfkeeper.agent.broker;

import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.Mark;
import io.shelfkeeper.agent.ports.Receipts;

/** Lets one write at a time: the reader of a connection that ended may still be at it. */
final class SharedReceipts implements Receipts {
  private final Receipts receipts;

  private SharedReceipts(Receipts receipts) {
    this.receipts = receipts;
  }

  static Receipts of(Receipts receipts) {
    return receipts == NONE ? NONE : new SharedReceipts(receipts);
  }

  @Override
  public synchronized void begin() {
    receipts.begin();
  }

  @Override
  public synchronized void keep(String incarnation, Lane lane, Mark taken) {
    receipts.keep(incarnation, lane, taken);
  }

  @Override
  public synchronized void close() {
    receipts.close();
  }
}
