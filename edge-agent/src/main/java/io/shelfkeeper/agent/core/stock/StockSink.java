package io.shelfkeeper.agent.core.stock;

import io.shelfkeeper.agent.core.facts.Hypothesis;
import io.shelfkeeper.agent.core.facts.Item;
import io.shelfkeeper.agent.core.facts.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the stock engine tells what it concluded, during the call that made it conclude. */
public interface StockSink {

  /**
   * Something was moved.
   *
   * @return the id under which this event will be known for ever; the engine keeps it as long as it
   *     may still correct the event
   */
  String moved(Moved moved);

  /**
   * @param shelf the shelf's id
   * @param nanos monotonic time of the last sample seen
   * @param items the best reading; empty takes a corrected event back
   * @param confidence probability that {@code items} is exactly right
   * @param grams the change that was seen; taken is negative
   * @param best up to three readings, the best first
   * @param corrects id of the event that this one replaces, or null
   */
  record Moved(
      String shelf,
      long nanos,
      List<Item> items,
      Reason reason,
      double confidence,
      double grams,
      List<Hypothesis> best,
      @Nullable String corrects) {
    public Moved {
      items = List.copyOf(items);
      best = List.copyOf(best);
    }
  }
}
