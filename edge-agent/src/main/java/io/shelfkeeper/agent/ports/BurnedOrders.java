package io.shelfkeeper.agent.ports;

import io.shelfkeeper.agent.core.facts.BurnedOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The burned orders of a journal, for reading; they are written by its commits. Burning one twice,
 * and an outcome for one that is not burned or has one, break an invariant.
 */
public interface BurnedOrders {
  /** Orders that are kept at least, beside those that could still come back. */
  int KEPT = 10_000;

  /**
   * What is known of an order, or null.
   *
   * @throws Journal.JournalFailure if it cannot be read
   */
  @Nullable BurnedOrder burned(String order);

  /**
   * Orders that were burned and whose outcome was never written, oldest first: after a start their
   * outcome is unknown, and nothing moves to find out.
   *
   * @throws Journal.JournalFailure if they cannot be read
   */
  List<BurnedOrder> withoutOutcome();
}
