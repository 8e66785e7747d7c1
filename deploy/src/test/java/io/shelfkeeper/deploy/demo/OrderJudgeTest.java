package io.shelfkeeper.deploy.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class OrderJudgeTest {
  private static final Order FIRST = new Order("o1", "C1", "order", 10_000);
  private static final Order SECOND = new Order("o2", "C1", "order", 20_000);
  private static final Order FORGED = new Order("o3", "C2", "forge", 30_000);
  private static final Order LATE = new Order("o4", "C2", "late", 40_000);

  @Test
  void onePulseForEachOrderThatIsCarriedOutIsGood() {
    OrderVerdict verdict =
        OrderJudge.judge(
            List.of(FIRST, SECOND, FORGED, LATE),
            List.of(
                end("o1", "confirmed", 11_000),
                end("o2", "failed jammed", 24_000),
                end("", "refused untrusted", 31_000),
                end("o4", "refused stale", 41_000)),
            List.of(pulse(10_200), pulse(20_200)));
    assertEquals(List.of(), verdict.differences());
    assertEquals("orders=4 refused=2 pulses=2", verdict.line());
  }

  @Test
  void twoPulsesForOneOrderAreSeen() {
    assertBad(List.of(end("o1", "confirmed", 12_000)), pulse(10_200), pulse(11_500));
  }

  @Test
  void aPulseAfterTheOutcomeIsSeen() {
    assertBad(List.of(end("o1", "confirmed", 12_000)), pulse(10_200), pulse(15_000));
  }

  @Test
  void aPulseOfAnotherLockIsSeen() {
    Pulse other = new Pulse("C2", 10_300);
    assertBad(List.of(end("o1", "confirmed", 12_000)), pulse(10_200), other);
  }

  @Test
  void anOrderThatMovedNothingAndIsToldAsDoneIsSeen() {
    assertBad(List.of(end("o1", "confirmed", 12_000)));
  }

  @Test
  void afterARestartBothMayHaveHappenedButNotTwo() {
    List<Outcome> unknown = List.of(end("o1", "unknown restarted", 15_000));
    assertTrue(OrderJudge.judge(List.of(FIRST), unknown, List.of()).good());
    assertTrue(OrderJudge.judge(List.of(FIRST), unknown, List.of(pulse(10_200))).good());
    assertBad(unknown, pulse(10_200), pulse(14_000));
  }

  @Test
  void anOrderWithoutOutcomeOrWithTwoIsSeen() {
    assertBad(List.of(), pulse(10_200));
    assertBad(
        List.of(end("o1", "confirmed", 12_000), end("o1", "confirmed", 13_000)), pulse(10_200));
    assertBad(
        List.of(end("o1", "confirmed", 12_000), again("o1", "unknown restarted")), pulse(10_200));
  }

  @Test
  void anAnswerToARepeatIsNoSecondOutcome() {
    List<Outcome> told = List.of(end("o1", "confirmed", 12_000), again("o1", "confirmed"));
    assertTrue(OrderJudge.judge(List.of(FIRST), told, List.of(pulse(10_200))).good());
  }

  @Test
  void aGoodOrderThatIsRefusedAndABadOneThatIsNotAreSeen() {
    assertBad(List.of(end("o1", "refused busy", 12_000)));
    List<Outcome> carriedOut = List.of(end("o4", "confirmed", 42_000));
    Pulse moved = new Pulse("C2", 40_100);
    assertFalse(OrderJudge.judge(List.of(LATE), carriedOut, List.of(moved)).good());
    assertFalse(OrderJudge.judge(List.of(FORGED), List.of(), List.of()).good());
  }

  @Test
  void anOutcomeOfNoOrderIsSeen() {
    assertFalse(
        OrderJudge.judge(List.of(), List.of(end("o9", "refused stale", 1)), List.of()).good());
  }

  private static void assertBad(List<Outcome> outcomes, Pulse... pulses) {
    assertFalse(OrderJudge.judge(List.of(FIRST), outcomes, List.of(pulses)).good());
  }

  private static Outcome end(String order, String what, long atMillis) {
    return new Outcome(order, what, false, atMillis);
  }

  private static Outcome again(String order, String what) {
    return new Outcome(order, what, true, 60_000);
  }

  private static Pulse pulse(long atMillis) {
    return new Pulse("C1", atMillis);
  }
}
