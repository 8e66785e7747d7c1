package io.shelfkeeper.agent.core.tags;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.shelfkeeper.agent.core.money.ChargeRule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChargingTest {
  private static final Map<String, Integer> FIRST = Map.of("tea", 100, "milk", 89);

  private static TagBench bench(ChargeRule rule, String... tags) {
    TagBench bench = new TagBench(1, rule, List.of(tags), FIRST);
    bench.ready();
    for (String tag : tags) {
      bench.confirm(tag.substring(0, 2));
    }
    return bench;
  }

  @Test
  void whatTheTagShowsIsChargedUntilItShowsSomethingElse() {
    TagBench bench = bench(ChargeRule.CONFIRMED, "T1 A1 tea");
    assertEquals("100 0 confirmed", bench.charge("A1", "tea"));
    bench.list(Map.of("tea", 120, "milk", 95));
    assertEquals("100 0 may_show", bench.charge("A1", "tea"), "it may show either");
    bench.confirm("T1");
    assertEquals("100 0 may_show", bench.charge("A1", "tea"), "it is being drawn");
    bench.drawn();
    assertEquals("120 1 confirmed", bench.charge("A1", "tea"));
    bench.start();
    assertEquals("100 0 may_show", bench.charge("A1", "tea"), "who knows when it confirmed");
    bench.drawn();
    assertEquals("120 1 confirmed", bench.charge("A1", "tea"));
    bench.list(Map.of("tea", 80, "milk", 95));
    assertEquals("80 2 may_show", bench.charge("A1", "tea"), "it may show the lower one already");
  }

  @Test
  void aBayWithoutATagIsChargedByTheList() {
    TagBench bench = bench(ChargeRule.CONFIRMED, "T1 A1 tea");
    assertEquals("89 0 list", bench.charge("A2", "milk"));
    bench.list(Map.of("tea", 100, "milk", 95));
    assertEquals("95 1 list", bench.charge("A2", "milk"));
    assertEquals("nothing", bench.charge("A2", "coffee"));
  }

  @Test
  void whereTheLowerOneIsChargedAListThatIsLowerWins() {
    TagBench confirmed = bench(ChargeRule.CONFIRMED, "T1 A1 tea");
    TagBench lower = bench(ChargeRule.LOWER, "T1 A1 tea");
    for (TagBench bench : List.of(confirmed, lower)) {
      bench.desk.orderedBy((now, station, ready) -> null); // nothing is sent yet
      bench.list(Map.of("tea", 80, "milk", 89));
    }
    assertEquals("100 0 confirmed", confirmed.charge("A1", "tea"));
    assertEquals("80 1 lower", lower.charge("A1", "tea"));
    lower.list(Map.of("tea", 130, "milk", 89));
    assertEquals("100 0 confirmed", lower.charge("A1", "tea"));
  }

  @Test
  void ofSeveralTagsTheLowestCounts() {
    TagBench bench = bench(ChargeRule.CONFIRMED, "T1 A1 tea", "T2 A1 tea", "T3 A1 milk");
    bench.list(Map.of("tea", 120, "milk", 10));
    bench.confirm("T1");
    bench.confirm("T3");
    assertEquals("100 0 may_show", bench.charge("A1", "tea"));
    bench.confirm("T2");
    bench.drawn();
    assertEquals("120 1 confirmed", bench.charge("A1", "tea"));
  }

  @Test
  void otherMoneyIsNotCompared() {
    TagBench bench = bench(ChargeRule.LOWER, "T1 A1 tea");
    bench.desk.orderedBy((now, station, ready) -> null);
    bench.list("JPY", Map.of("tea", 90, "milk", 89));
    assertEquals("100 0 confirmed", bench.charge("A1", "tea"));
  }

  @Test
  void behindADoorThePriceStaysAsItWasWhenTheDoorOpened() {
    TagBench bench = bench(ChargeRule.CONFIRMED, "T1 A1 tea");
    bench.charging.opened(0, bench.out);
    bench.commit();
    bench.list(Map.of("tea", 120, "milk", 89));
    bench.confirm("T1");
    assertEquals("100 0 confirmed", bench.charge("A1", "tea"));
    bench.start(); // the power fails while the door is open
    assertEquals("100 0 confirmed", bench.charge("A1", "tea"));
    bench.drawn();
    assertEquals("100 0 confirmed", bench.charge("A1", "tea"));
    bench.charging.opened(0, bench.out);
    bench.commit();
    assertEquals("120 1 confirmed", bench.charge("A1", "tea"));
    bench.charging.opened(7, bench.out);
    assertEquals(0, bench.out.durables().size(), "a door with nothing to pay for behind it");
  }
}
