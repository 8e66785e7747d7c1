package io.shelfkeeper.deploy.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JudgeTest {
  private static final Map<Move.Place, Integer> EQUAL = Map.of(new Move.Place("A1", "water"), 9);

  @Test
  void whatStandsInTheLedgerAsItHappenedIsGood() {
    Verdict verdict = judge(happened(-2, 1, -1), told(-2, 1, -1));
    assertTrue(verdict.good());
    assertEquals(
        "demo: movements=3 acknowledged=3 lost=0 duplicated=0 stock=equal", verdict.line());
  }

  @Test
  void aMissingMovementIsLost() {
    Verdict verdict = judge(happened(-2, 1, -1), told(-2, -1));
    assertEquals(1, verdict.lost());
    assertEquals(0, verdict.duplicated());
    assertEquals(2, verdict.acknowledged());
    assertFalse(verdict.good());
  }

  @Test
  void lossesThatCancelOutAreSeen() {
    Verdict verdict = judge(happened(-2, 2, -1), told(-1));
    assertEquals(4, verdict.lost());
    assertEquals(1, verdict.acknowledged());
  }

  @Test
  void aMovementToldTwiceIsDuplicated() {
    Verdict verdict = judge(happened(-2, -1), told(-2, -2, -1));
    assertEquals(0, verdict.lost());
    assertEquals(2, verdict.duplicated());
    assertEquals(2, verdict.acknowledged());
  }

  @Test
  void aMovementThatNeverHappenedIsDuplicated() {
    assertEquals(1, judge(List.of(), told(-1)).duplicated());
  }

  @Test
  void tooFewPackagesAreLostAndTooManyDuplicated() {
    assertEquals(1, judge(happened(-3), told(-2)).lost());
    assertEquals(1, judge(happened(-3), told(-4)).duplicated());
  }

  @Test
  void oneMovementMayBeToldInSeveralRows() {
    assertTrue(judge(happened(-3, 1), told(-2, -1, 1)).good());
  }

  @Test
  void handsThatMeetMayBeToldAsOne() {
    List<Move> truth = List.of(move(-2, 10_000), move(1, 11_000), move(-1, 30_000));
    assertTrue(judge(truth, told(-1, -1)).good());
  }

  @Test
  void handsFarApartMustBeToldApart() {
    assertEquals(2, judge(happened(-1, 1), List.of()).lost());
  }

  @Test
  void ofWhatHappenedWhileTheAgentWasDeadTheSumCounts() {
    List<Move> truth = List.of(move(-2, 20_000), move(-1, 60_000), move(2, 70_000));
    Judge judge = new Judge(List.of(new Span(50_000, 80_000)));
    assertTrue(judge.judge(truth, told(-2, 1), EQUAL, EQUAL).good());
    assertEquals(1, judge.judge(truth, told(-2), EQUAL, EQUAL).lost());
  }

  @Test
  void aBayWhoseStockDiffersIsNamed() {
    Map<Move.Place, Integer> backend = Map.of(new Move.Place("A1", "water"), 8);
    Verdict verdict = new Judge(List.of()).judge(List.of(), List.of(), EQUAL, backend);
    assertEquals(
        List.of("bay A1: 9 of water on the shelf, 8 in the backend"), verdict.differences());
    assertTrue(verdict.line().endsWith("stock=different"));
    assertFalse(verdict.good());
  }

  @Test
  void anotherProductOrBayIsNoExcuse() {
    List<Move> ledger = List.of(new Move("A2", "water", -1, 0));
    Verdict verdict = judge(happened(-1), ledger);
    assertEquals(1, verdict.lost());
    assertEquals(1, verdict.duplicated());
  }

  @Test
  void theDelayIsFromTheLastHandToTheLastRow() {
    List<Move> truth = List.of(move(-1, 10_000), move(-1, 11_000), move(1, 60_000));
    List<Move> ledger = List.of(move(-1, 10_900), move(-1, 12_200), move(1, 60_700));
    List<Delay> delays = judge(truth, ledger).delays();
    assertEquals(List.of(700L, 1200L), delays.stream().map(Delay::millis).toList());
    assertEquals(700, Delay.quantile(delays, 0.5));
    assertEquals(1200, Delay.quantile(delays, 0.95));
  }

  private static Verdict judge(List<Move> truth, List<Move> ledger) {
    return new Judge(List.of()).judge(truth, ledger, EQUAL, EQUAL);
  }

  /** A minute apart each, so that nobody can take two for one. */
  private static List<Move> happened(int... packages) {
    Move[] moves = new Move[packages.length];
    Arrays.setAll(moves, i -> move(packages[i], 60_000L * i));
    return List.of(moves);
  }

  private static List<Move> told(int... packages) {
    return happened(packages);
  }

  private static Move move(int packages, long atMillis) {
    return new Move("A1", "water", packages, atMillis);
  }
}
