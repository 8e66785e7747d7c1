package io.shelfkeeper.agent.broker;

import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.Mark;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.ports.Receipts;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Up to which row of each lane the broker has taken all that one connection sent. Never counts past
 * a row that was refused. Used by the loop, which sends, and by the reader, which hears.
 */
final class ReceiptBook {
  private final Receipts receipts;
  private final Deque<Sent> waiting = new ArrayDeque<>();
  private final Map<Lane, Count> counts = new EnumMap<>(Lane.class);

  ReceiptBook(Receipts receipts) {
    this.receipts = receipts;
  }

  /**
   * @param from first number that the row stands for
   */
  private record Sent(long token, Lane lane, String incarnation, long from, Mark mark) {}

  private static final class Count {
    private final String incarnation;
    private Mark taken;
    private boolean changed;

    Count(String incarnation, long before) {
      this.incarnation = incarnation;
      taken = new Mark(before, "");
    }
  }

  /** A row is about to go. Tokens rise; the first row of a lane follows what is known. */
  synchronized void sent(long token, OutboxRow row) {
    if (receipts == Receipts.NONE) {
      return;
    }
    Count count = counts.get(row.lane());
    if (count == null || !count.incarnation.equals(row.incarnation())) {
      counts.put(row.lane(), new Count(row.incarnation(), row.from() - 1));
    }
    Mark mark = new Mark(row.seq(), row.id());
    waiting.addLast(new Sent(token, row.lane(), row.incarnation(), row.from(), mark));
  }

  /** The broker has what was sent under this token. */
  synchronized void taken(long token) {
    Sent sent = find(token);
    Count count = sent == null ? null : counts.get(sent.lane());
    if (sent != null
        && count != null
        && count.incarnation.equals(sent.incarnation())
        && sent.from() <= count.taken.seq() + 1
        && sent.mark().seq() > count.taken.seq()) {
      count.taken = sent.mark();
      count.changed = true;
    }
  }

  /** Answers come in order: what was sent before an answered one was refused, or never went. */
  private @Nullable Sent find(long token) {
    while (!waiting.isEmpty() && waiting.getFirst().token() < token) {
      waiting.removeFirst();
    }
    boolean there = !waiting.isEmpty() && waiting.getFirst().token() == token;
    return there ? waiting.removeFirst() : null;
  }

  /** Writes down what is new. */
  synchronized void keep() {
    counts.forEach(
        (lane, count) -> {
          if (count.changed) {
            receipts.keep(count.incarnation, lane, count.taken);
            count.changed = false;
          }
        });
  }
}
