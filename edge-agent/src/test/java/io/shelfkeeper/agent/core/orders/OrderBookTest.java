package io.shelfkeeper.agent.core.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Outcome;
import io.shelfkeeper.agent.ports.Journal;
import org.junit.jupiter.api.Test;

class OrderBookTest {
  private static final Fact END = new Fact.OrderDone("x", "lock/A", Outcome.ASSUMED, "", "", false);

  private final OrderBook book = new OrderBook();

  @Test
  void nothingThatTheJournalKnowsIsForgotten() {
    assertTrue(OrderBook.BURNED_KEPT > Journal.BURNED_KEPT);
    for (int i = 0; i < 2 * OrderBook.BURNED_KEPT; i++) {
      book.burn("o" + i, "d");
      book.end("o" + i, END);
    }
    assertNull(book.find("o0"));
    assertNotNull(book.find("o" + OrderBook.BURNED_KEPT));
  }

  @Test
  void whatIsUnderWayIsNeverForgotten() {
    book.burn("first", "d");
    for (int i = 0; i < 2 * OrderBook.BURNED_KEPT; i++) {
      book.burn("o" + i, "d");
      book.end("o" + i, END);
    }
    assertEquals(new OrderBook.Entry("d", null), book.find("first"));
  }

  @Test
  void soManyUnderWayAreAllKept() {
    for (int i = 0; i <= OrderBook.BURNED_KEPT; i++) {
      book.burn("o" + i, "d");
    }
    assertNotNull(book.find("o0"));
  }

  @Test
  void refusedOnesDoNotPushOutBurnedOnes() {
    book.burn("burned", "d");
    book.end("burned", END);
    for (int i = 0; i < 2 * OrderBook.REFUSED_KEPT; i++) {
      book.refuse("r" + i, "d", END);
    }
    assertNotNull(book.find("burned"));
    assertNull(book.find("r0"));
    assertNotNull(book.find("r" + (2 * OrderBook.REFUSED_KEPT - 1)));
  }
}
