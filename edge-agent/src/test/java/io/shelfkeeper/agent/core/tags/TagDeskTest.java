package io.shelfkeeper.agent.core.tags;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.money.ChargeRule;
import io.shelfkeeper.agent.core.money.Price;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.drivers.api.TagHealth.Wake;
import io.shelfkeeper.drivers.api.TagJob;
import io.shelfkeeper.drivers.api.TagReading;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TagDeskTest {
  private final TagBench bench = new TagBench();

  private void bothConfirmed() {
    bench.ready();
    bench.confirm("T1");
    bench.confirm("T2");
  }

  @Test
  void eachTagGetsItsLabelAndSaysSo() {
    bothConfirmed();
    assertEquals(2, bench.sent.size());
    Effect.ShowLabel tea = bench.sent.getFirst();
    assertEquals("T1", tea.tag());
    assertEquals("tea", tea.drawing().text().name());
    assertEquals(TagJob.Showing.AT_ONCE, tea.showing());
    Fact.PriceConfirmed told = bench.said(Fact.PriceConfirmed.class).getFirst();
    assertEquals(
        "T1 A1 tea 100 EUR 0",
        told.tag()
            + " "
            + told.bay()
            + " "
            + told.sku()
            + " "
            + told.minor()
            + " "
            + told.currency()
            + " "
            + told.version());
    assertTrue(tea.job().startsWith(told.label() + "/"));
  }

  @Test
  void nothingIsSentTwiceWhenNothingChanged() {
    bothConfirmed();
    bench.start();
    bench.ready();
    bench.list(Map.of("tea", 100, "milk", 89)); // the same under a newer version
    bench.pass(30 * TagBench.MINUTE);
    assertEquals(2, bench.sent.size());
    assertEquals(2, bench.said(Fact.PriceConfirmed.class).size());
  }

  @Test
  void onlyWhatChangedIsSent() {
    bothConfirmed();
    bench.list(Map.of("tea", 120, "milk", 89));
    assertEquals(3, bench.sent.size());
    assertEquals("T1", bench.sent.getLast().tag());
    bench.list(Map.of("tea", 100, "milk", 89)); // back again, before it was confirmed
    assertEquals(4, bench.sent.size(), "it may show the new one: it has to be sent the old one");
    bench.confirm("T1");
    bench.pass(30 * TagBench.MINUTE);
    assertEquals(4, bench.sent.size());
  }

  @Test
  void whatWasSentAndNotConfirmedIsSentAgainAfterACrash() {
    bench.ready();
    bench.start();
    assertEquals(4, bench.sent.size());
    assertEquals(bench.sent.get(0).job(), bench.sent.get(2).job());
    bench.confirm("T1");
    bench.confirm("T2");
    // Sent, the power fails, and meanwhile the list goes back to what is confirmed.
    bench.list(Map.of("tea", 120, "milk", 89));
    bench.start();
    bench.list(Map.of("tea", 100, "milk", 89));
    assertEquals(100, minorOfLast());
    bench.confirm("T1");
    assertTrue(bench.ask("T1", null).contains("It shows EUR 1.00"), bench.ask("T1", null));
  }

  private int minorOfLast() {
    String whole = bench.sent.getLast().drawing().text().whole();
    return Integer.parseInt(whole) * 100
        + Integer.parseInt(bench.sent.getLast().drawing().text().cents());
  }

  @Test
  void anOlderLabelThatIsConfirmedLateIsWhatTheGlassShows() {
    bothConfirmed();
    bench.list(Map.of("tea", 120, "milk", 89));
    Effect.ShowLabel older = bench.last("T1");
    bench.list(Map.of("tea", 130, "milk", 89));
    bench.heard(new TagReading.GivenUp("T1", older.job(), TagReading.Reason.REPLACED));
    bench.heard(new TagReading.Confirmed("T1", older.job()));
    assertEquals("100 0 may_show", bench.charge("A1", "tea"), "the first may not be gone yet");
    bench.drawn();
    assertEquals("120 1 may_show", bench.charge("A1", "tea"));
    bench.confirm("T1");
    bench.drawn();
    assertEquals("130 2 confirmed", bench.charge("A1", "tea"));
  }

  @Test
  void aTagThatBeganAnewIsGivenItsLabelAgain() {
    bothConfirmed();
    bench.seen("T1", Wake.TIME, 3_000);
    assertEquals(1, bench.count("T1"));
    bench.seen("T1", Wake.RESTART, 3_000);
    assertEquals(2, bench.count("T1"));
    assertTrue(bench.ask("T1", null).contains("Nobody knows for certain"));
    assertEquals("100 0 may_show", bench.charge("A1", "tea"));
    bench.confirm("T1");
    assertEquals("100 0 confirmed", bench.charge("A1", "tea"));
    assertEquals(2, bench.count("T1"));
  }

  @Test
  void whoFailsIsTriedAgainAfterAPauseThatGrows() {
    bench.ready();
    for (int failures = 0; failures < 12; failures++) {
      long before = bench.count("T1");
      bench.giveUp("T1", TagReading.Reason.LATE);
      long limit = Math.min(64, 1L << failures) * TagBench.MINUTE;
      bench.pass(limit + TagBench.MINUTE);
      assertEquals(before + 1, bench.count("T1"), "after " + failures + " failures");
    }
    // Another price is another matter.
    bench.giveUp("T1", TagReading.Reason.REFUSED);
    long before = bench.count("T1");
    bench.list(Map.of("tea", 77, "milk", 89));
    assertEquals(before + 1, bench.count("T1"));
  }

  @Test
  void silenceIsSaidOnceAndNotOfATagWhoseStationIsAway() {
    bothConfirmed();
    bench.pass(31 * TagBench.MINUTE);
    assertEquals(0, bench.said(Fact.TagSilent.class).size());
    bench.seen("T2", Wake.TIME, 3_000);
    bench.pass(5 * TagBench.MINUTE);
    assertEquals(
        List.of(new Fact.TagSilent("T1", "A1", "radio1", false)), bench.said(Fact.TagSilent.class));
    bench.start();
    bench.ready();
    bench.desk.deviceFailed("radio1");
    bench.pass(100 * TagBench.MINUTE);
    assertEquals(1, bench.said(Fact.TagSilent.class).size());
    bench.desk.deviceRecovered(bench.now(), "radio1");
    bench.seen("T1", Wake.TIME, 3_000);
    assertEquals(
        new Fact.TagSilent("T1", "A1", "radio1", true), bench.said(Fact.TagSilent.class).getLast());
    bench.pass(33 * TagBench.MINUTE);
    assertEquals(4, bench.said(Fact.TagSilent.class).size(), "both, and both once");
  }

  @Test
  void aBatteryIsLowUntilItIsGood() {
    for (int millivolts : new int[] {2_401, 2_399, 2_450, 2_399, 2_499, 2_500, 2_450, 0, 2_399}) {
      bench.seen("T1", Wake.TIME, millivolts);
    }
    assertEquals(
        List.of(
            new Fact.TagBatteryLow("T1", "A1", 2_399, false),
            new Fact.TagBatteryLow("T1", "A1", 2_500, true),
            new Fact.TagBatteryLow("T1", "A1", 2_399, false)),
        bench.said(Fact.TagBatteryLow.class));
  }

  @Test
  void anotherPriceThanTheOneInForceIsToldOnceOverRestarts() {
    bothConfirmed();
    bench.list(Map.of("tea", 120, "milk", 89));
    bench.pass(60 * TagBench.MINUTE);
    assertEquals(0, bench.said(Fact.PriceMismatch.class).size());
    bench.pass(10 * TagBench.MINUTE);
    Fact.PriceMismatch told = bench.said(Fact.PriceMismatch.class).getFirst();
    assertEquals("Amount[minor=120, currency=EUR, version=1]", String.valueOf(told.wanted()));
    assertEquals("Amount[minor=100, currency=EUR, version=0]", String.valueOf(told.shows()));
    bench.start();
    bench.ready();
    bench.pass(100 * TagBench.MINUTE);
    assertEquals(1, bench.said(Fact.PriceMismatch.class).size());
    bench.confirm("T1");
    assertEquals(2, bench.said(Fact.PriceMismatch.class).size());
    assertTrue(bench.said(Fact.PriceMismatch.class).getLast().ended());
  }

  @Test
  void whatHasNoPriceAnyMoreGetsALabelThatSaysSo() {
    bothConfirmed();
    int told = bench.said(Fact.PriceConfirmed.class).size();
    bench.list(Map.of("tea", 100));
    assertEquals("T2", bench.sent.getLast().tag());
    assertEquals("\u2013", bench.sent.getLast().drawing().text().whole());
    assertEquals("89 0 may_show", bench.charge("A2", "milk"), "it may still be read there");
    bench.pass(70 * TagBench.MINUTE);
    Fact.PriceMismatch mismatch = bench.said(Fact.PriceMismatch.class).getLast();
    assertEquals("T2", mismatch.tag());
    assertEquals(null, mismatch.wanted());
    bench.confirm("T2");
    assertTrue(bench.said(Fact.PriceMismatch.class).getLast().ended());
    bench.drawn();
    assertEquals("nothing", bench.charge("A2", "milk"));
    assertEquals(told, bench.said(Fact.PriceConfirmed.class).size(), "no price was confirmed");
    int sent = bench.sent.size();
    bench.start();
    bench.ready();
    bench.drawn();
    assertEquals(sent, bench.sent.size(), "it shows what it shall");
    bench.list(Map.of("tea", 100, "milk", 95));
    assertEquals("T2", bench.sent.getLast().tag());
    assertEquals("95 2 may_show", bench.charge("A2", "milk"), "nothing else is read there");
  }

  @Test
  void aTagThatWasAnotherProductsIsAsNew() {
    bothConfirmed();
    TagBench other =
        new TagBench(
            1,
            ChargeRule.CONFIRMED,
            List.of("T1 A1 tea", "T2 A2 tea"),
            Map.of("tea", 100, "milk", 89));
    other.states.putAll(bench.states);
    other.sent.clear();
    other.start();
    assertEquals(List.of("T2"), other.sent.stream().map(Effect.ShowLabel::tag).toList());
    assertEquals("100 0 may_show", other.charge("A2", "tea"), "89 was of milk");
  }

  @Test
  void tagsOfBaysWithOtherGoodsAreForgottenAndGetTheirLabelsAgain() {
    bothConfirmed();
    int sent = bench.sent.size();
    bench.desk.orderedBy((now, station, ready) -> null); // nothing is sent yet
    bench.list(Map.of("tea", 120, "milk", 89));
    assertEquals("100 0 confirmed", bench.charge("A1", "tea"));
    bench.desk.replan(List.of("A1"), bench.out);
    bench.commit();
    bench.start();
    assertEquals(sent + 1, bench.sent.size());
    assertEquals("T1", bench.sent.getLast().tag());
    assertEquals("120 1 may_show", bench.charge("A1", "tea"), "100 was of another product");
  }

  @Test
  void aTagOfAnotherModelIsAFaultOfItsStationUntilItIsRight() {
    bench.ready();
    bench.giveUp("T1", TagReading.Reason.OTHER_MODEL);
    Fact.FaultOpened opened = bench.said(Fact.FaultOpened.class).getFirst();
    assertEquals("radio1 tag_other_model", opened.device() + " " + opened.kind());
    assertTrue(opened.what().contains("Tag T1 at bay A1"), opened.what());
    bench.pass(2 * TagBench.MINUTE);
    bench.confirm("T1");
    assertEquals(1, bench.said(Fact.FaultClosed.class).size());
  }

  @Test
  void whatATagShowedIsAnsweredByTheClockOfTheShop() {
    bothConfirmed(); // 13:00 in Berlin
    bench.pass(60 * TagBench.MINUTE);
    bench.list(Map.of("tea", 120, "milk", 89));
    bench.pass(10 * TagBench.MINUTE);
    bench.confirm("T1");
    bench.pass(10 * TagBench.MINUTE);
    bench.seen("T1", Wake.FIRST_START, 3_000);
    bench.start();
    assertTrue(bench.ask("T1", "2026-11-29T13:30").contains("EUR 1.00 by the site file"));
    String between = bench.ask("T1", "2026-11-29T14:05");
    assertTrue(
        between.contains("being drawn")
            && between.contains("EUR 1.00")
            && between.contains("EUR 1.20 by price list 1"),
        between);
    assertTrue(bench.ask("T1", "2026-11-29T14:12").contains("EUR 1.20"));
    assertTrue(bench.ask("T1", "2026-11-29T15:00").contains("nobody knows"));
    assertTrue(bench.ask("T1", "2026-11-28T15:00").contains("longer ago"));
    assertTrue(bench.ask("T1", "yesterday").contains("is no time"));
    assertTrue(bench.ask("T9", null).contains("no tag T9"));
  }

  @Test
  void whatIsKeptOfATagIsBounded() {
    bench.ready();
    int longest = 0;
    for (int i = 0; i < 100; i++) {
      bench.list(Map.of("tea", 100 + i, "milk", 89));
      if (i % 7 < 4) {
        bench.confirm("T1");
      }
      longest = Math.max(longest, bench.states.getOrDefault("tag/T1", new byte[0]).length);
    }
    assertTrue(longest < 700, longest + " bytes");
  }

  @Test
  void aTagThatHangsThereNoMoreIsForgotten() {
    bothConfirmed();
    bench.states.put("tag/T9", bench.states.get("tag/T1"));
    bench.states.put("tag/T1", new byte[] {1, 2, 3});
    bench.start();
    assertFalse(bench.states.containsKey("tag/T9"));
    assertEquals(2, bench.count("T1"), "what cannot be read is not believed");
    assertEquals(1, bench.count("T2"));
  }

  @Test
  void afterAnOlderCopyAllAreGivenTheirLabelsAgain() {
    bothConfirmed();
    bench.desk.forgetAll(bench.now(), bench.out);
    bench.commit();
    bench.settle();
    assertEquals(4, bench.sent.size());
  }

  @Test
  void thousandsAreWorkedOffInSmallStepsAndAStationIsNotGivenMoreThanItKeeps() {
    Map<String, Integer> prices =
        IntStream.range(0, 100).boxed().collect(Collectors.toMap(i -> "sku" + i, i -> 100 + i));
    TagBench many = new TagBench(1, ChargeRule.CONFIRMED, TagBench.many(2_000, 100), prices);
    assertEquals(StationPlan.PLACES, many.sent.size());
    assertTrue(many.stepsOfStart >= 10, many.stepsOfStart + " steps");
    for (int i = 0; i < 2_000; i++) {
      Effect.ShowLabel job = many.sent.get(i);
      many.heard(new TagReading.Confirmed(job.tag(), job.job()));
    }
    assertEquals(2_000, many.sent.size());
    assertEquals(2_000, many.sent.stream().map(Effect.ShowLabel::tag).distinct().count());
    assertEquals("T00000", many.sent.getFirst().tag(), "in the order of the site file");
  }

  @Test
  void whoOrdersTheJobsMayWaitAndMayFillTheReserve() {
    bothConfirmed();
    Price next = new Price("tea", "", 77, 0, null, "");
    JobOrder.Drawn drawn =
        new LabelMaker(bench.setup).of(bench.setup.tags().getFirst(), next, "EUR", 5, "");
    long[] from = {Long.MAX_VALUE};
    boolean[] filled = {false};
    boolean[] asked = {false};
    bench.desk.orderedBy(
        new JobOrder() {
          @Override
          public @Nullable Job next(
              Moment now, int station, java.util.NavigableSet<Integer> ready) {
            if (!filled[0]) {
              filled[0] = true;
              return new Job(0, drawn, TagJob.Showing.IN_RESERVE);
            }
            asked[0] = now.nanos() >= from[0];
            return now.nanos() < from[0] || ready.isEmpty()
                ? null
                : new Job(ready.last(), null, TagJob.Showing.AT_ONCE);
          }

          @Override
          public long nextNanos() {
            return asked[0] ? Long.MAX_VALUE : from[0];
          }
        });
    bench.list(Map.of("tea", 90, "milk", 91));
    assertEquals(TagJob.Showing.IN_RESERVE, bench.sent.getLast().showing());
    bench.confirm("T1");
    assertEquals(3, bench.sent.size());
    assertEquals("100 0 confirmed", bench.charge("A1", "tea"), "what is in reserve is not read");
    assertEquals(2, bench.said(Fact.PriceConfirmed.class).size());
    from[0] = bench.nanos + 5 * TagBench.MINUTE;
    bench.pass(4 * TagBench.MINUTE);
    assertEquals(3, bench.sent.size());
    bench.pass(2 * TagBench.MINUTE);
    assertEquals(
        List.of("T2", "T1"), bench.sent.subList(3, 5).stream().map(Effect.ShowLabel::tag).toList());
  }
}
