package io.shelfkeeper.agent.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.RestockLine;
import io.shelfkeeper.agent.core.step.StaffAnswer;
import io.shelfkeeper.agent.core.step.StaffRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestockingTest {
  private final StaffBench shop = new StaffBench();

  private StaffAnswer begin(StaffRequest.Expected... expected) {
    shop.rest(5);
    return shop.tell(new StaffRequest.BeginRestock(List.of(expected)));
  }

  private StaffAnswer end() {
    shop.rest(5);
    return shop.tell(new StaffRequest.EndRestock());
  }

  private List<RestockLine> told() {
    return shop.facts.stream()
        .filter(Fact.RestockEnded.class::isInstance)
        .map(fact -> ((Fact.RestockEnded) fact).lines())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aDeliveryIsComparedWithWhatTheShelvesSaw() {
    begin(new StaffRequest.Expected("A1", "", 3), new StaffRequest.Expected("A2", "jam", 2));
    shop.load[0] += 3 * StaffBench.TEA;
    shop.rest(5);
    shop.load[1] += StaffBench.JAM;
    StaffAnswer answer = end();
    assertEquals(
        List.of(new RestockLine("A1", "tea", 3, 3), new RestockLine("A2", "jam", 2, 1)), told());
    assertEquals(
        "A1 tea: 3 expected, 3 seen\nA2 jam: 2 expected, 1 seen - count this bay", answer.text());
  }

  @Test
  void itGoesOnOverAPowerCut() {
    begin(new StaffRequest.Expected("A1", "tea", 2));
    shop.load[0] += 2 * StaffBench.TEA;
    shop.rest(5);
    shop.restart();
    end();
    assertEquals(List.of(new RestockLine("A1", "tea", 2, 2)), told());
  }

  @Test
  void whatNobodyExpectedIsToldToo() {
    begin();
    shop.load[1] += StaffBench.JAM;
    end();
    assertEquals(List.of(new RestockLine("A2", "jam", 0, 1)), told());
  }

  @Test
  void wrongWordsChangeNothing() {
    assertEquals(StaffAnswer.Outcome.REFUSED, end().outcome());
    StaffAnswer unknown = begin(new StaffRequest.Expected("A9", "", 3));
    assertEquals(StaffAnswer.Outcome.REFUSED, unknown.outcome());
    assertTrue(unknown.text().contains("A9"), unknown.text());
    assertEquals(StaffAnswer.Outcome.DONE, begin().outcome());
    assertEquals(StaffAnswer.Outcome.REFUSED, begin().outcome(), "one at a time");
  }
}
