package io.shelfkeeper.agent.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.step.Input;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LockTurnsTest {
  private final LockBench bench = new LockBench();
  private final LockLine line = bench.line;

  @Test
  void everythingIsSwitchedOffBeforeAnythingElse() {
    bench.order(0);
    bench.run(3);
    assertTrue(LockBench.isAllOff(line.sent.getFirst().bytes()));
    assertEquals(1, bench.relay.allOffs);
  }

  @Test
  void everythingIsSwitchedOffAtTheEndAndWhenTheWireComesBack() {
    bench.run(3);
    line.plugged = false;
    bench.run(3);
    line.plugged = true;
    int before = line.sent.size();
    bench.run(5);
    assertTrue(LockBench.isAllOff(line.sent.get(before).bytes()));
    assertEquals(2, bench.relay.allOffs);
    bench.worker.close();
    assertEquals(3, bench.relay.allOffs);
  }

  @Test
  void aBoardThatComesBackIsSwitchedOffBeforeItIsRead() {
    bench.relay.silent = true;
    bench.run(20);
    assertEquals("relay", bench.all(Input.DeviceFailed.class).getFirst().device());
    bench.relay.silent = false;
    bench.run(5);
    assertEquals(1, bench.relay.allOffs);
    assertEquals(1, bench.all(Input.DeviceRecovered.class).size());
  }

  @Test
  void contactsAreReadTenTimesASecondAtTheRelayAndFourTimesAtTheOther() {
    bench.run(3);
    assertEquals(1, bench.relay.allOffs);
    long relay = bench.reads(1, 10);
    long eight = bench.reads(2, 10);
    assertTrue(relay >= 85 && relay <= 102, "relay: " + relay);
    assertTrue(eight >= 35 && eight <= 41, "eight: " + eight);
  }

  @Test
  void aContactThatMovesIsConfirmedWithinASixthOfASecond() {
    bench.run(3.003);
    bench.posted.clear();
    long moved = line.now;
    bench.eight.closed = 0xFE;
    bench.run(1);
    long second =
        bench.all(Input.ContactsRead.class).stream()
            .filter(read -> read.board() == 1 && read.closedBits() == 0xFE)
            .mapToLong(Input.ContactsRead::nanos)
            .skip(1)
            .findFirst()
            .orElseThrow();
    assertTrue(second - moved < 450 * LockLine.MILLI, "ms: " + (second - moved) / LockLine.MILLI);
  }

  @Test
  void anOrderIsCarriedOutAsSoonAsTheBusIsFree() {
    bench.run(3);
    for (int i = 0; i < 20; i++) {
      bench.run(8 + i / 100.0);
      long given = line.now;
      bench.order(i % 4);
      bench.worker.turn();
      long waited = bench.unlocks().getLast().nanos() - given;
      assertTrue(waited <= 20 * LockLine.MILLI, "ms: " + waited / LockLine.MILLI);
    }
    assertEquals(20, bench.unlocks().size());
    assertEquals(10, bench.relay.pulses.size());
    assertEquals(10, bench.eight.pulses.size());
    assertTrue(bench.answers().stream().allMatch(answer -> answer.endsWith(" ANSWERED")));
  }

  /** In the reading before the pulse, and in the silence right before its frame. */
  @ParameterizedTest
  @CsvSource({"0, 0", "0, 1", "0, 2", "2, 0", "2, 1", "2, 2"})
  void aProcessThatIsStoppedOnTheWayMakesNoLatePulse(int lock, int reads) {
    bench.run(3);
    bench.order(lock);
    line.readsUntilStop = reads;
    line.stopNanos = 20_000 * LockLine.MILLI;
    bench.run(0.5);
    boolean before = line.stopNanos == 0 && bench.unlocks().isEmpty();
    bench.run(30);
    List<String> expected = List.of("order-0 " + (before ? "NOT_SENT" : "ANSWERED"));
    assertEquals(expected, bench.answers());
    bench.unlocks().forEach(sent -> assertTrue(sent.nanos() < 5_000 * LockLine.MILLI));
  }

  @Test
  void thePulseIsTheOneOfTheSiteFile() {
    bench.run(3);
    bench.order(1);
    bench.run(1);
    FarBoard.Energised pulse = bench.relay.pulses.getFirst();
    assertEquals(2, pulse.channel());
    assertEquals(700, pulse.millis());
  }

  @Test
  void aPulseWithoutAnAnswerIsNotRepeatedAndItsContactsAreReadNext() {
    bench.run(3);
    bench.relay.silentToPulses = true;
    bench.order(0);
    String other = bench.order(3);
    bench.run(0.3);
    int unlock = line.sent.indexOf(bench.unlocks().getFirst());
    assertEquals(1, LockBench.address(line.sent.get(unlock + 1).bytes()));
    assertFalse(LockBench.isUnlock(line.sent.get(unlock + 1).bytes()));
    bench.run(60);
    assertEquals(List.of("order-0 UNANSWERED", other + " ANSWERED"), bench.answers());
    assertEquals(1, bench.relay.pulses.size());
  }

  @Test
  void nothingIsSentToABoardThatFails() {
    bench.run(3);
    bench.eight.silent = true;
    bench.run(20);
    int before = line.sent.size();
    bench.order(2);
    bench.worker.turn();
    assertEquals(List.of("order-0 NOT_SENT"), bench.answers());
    assertEquals(before, line.sent.size());
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 55, 200, 400})
  void twoBoardsAtOneAddressAreToldWithinHalfAMinuteAndNeverPulsed(int answerMillis) {
    bench.run(3);
    FarBoard.Eight twin = new FarBoard.Eight(2);
    twin.answerMillis = answerMillis;
    line.boards.add(twin);
    bench.run(30);
    Input.DeviceFailed fault = bench.all(Input.DeviceFailed.class).getFirst();
    assertEquals("eight address_conflict", fault.device() + " " + fault.kind());
    bench.order(2);
    bench.run(1);
    assertEquals(List.of("order-0 NOT_SENT"), bench.answers());
    assertEquals(List.of(), bench.unlocks());
  }

  @Test
  void twoBoardsAtOneAddressAreKnownBeforeTheFirstPulse() {
    FarBoard.Eight twin = new FarBoard.Eight(2);
    twin.answerMillis = 200;
    line.boards.add(twin);
    bench.run(1.9);
    bench.order(2);
    bench.run(10);
    assertEquals(List.of("order-0 NOT_SENT"), bench.answers());
    assertEquals(List.of(), bench.unlocks());
  }

  @Test
  void whileTheWireIsDownOrdersAreRefusedAtOnceAndNeverKept() {
    bench.run(3);
    line.plugged = false;
    bench.run(1);
    bench.order(0);
    long given = line.now;
    bench.worker.turn();
    assertEquals(List.of("order-0 NOT_SENT"), bench.answers());
    assertTrue(line.now - given < 3_000 * LockLine.MILLI);
    line.plugged = true;
    bench.run(10);
    assertEquals(List.of(), bench.unlocks());
  }

  @Test
  void aWireThatGoesDownInAPulseIsNotTriedAgain() {
    bench.run(3);
    bench.order(0);
    line.boards.add((bytes, there) -> there.plugged = !LockBench.isUnlock(bytes));
    bench.worker.turn();
    line.boards.removeLast();
    line.plugged = true;
    bench.run(30);
    assertEquals(List.of("order-0 UNANSWERED"), bench.answers());
    assertEquals(1, bench.unlocks().size());
  }

  @Test
  void everyOrderIsAnsweredOnceHoweverManyThereAre() {
    bench.run(3);
    IntStream.range(0, 100).forEach(i -> bench.order(i % 4));
    bench.run(5);
    bench.order(0);
    bench.worker.close();
    bench.order(1);
    List<String> ids = bench.all(Input.Pulsed.class).stream().map(Input.Pulsed::order).toList();
    assertEquals(102, ids.size());
    assertEquals(102, ids.stream().distinct().count());
    assertTrue(bench.all(Input.Pulsed.class).getLast().why().contains("ends"));
  }

  @Test
  void locksOfOneSupplyAreNotEnergisedTogetherEvenOnTwoBuses() {
    SharedSupplies supplies = new SharedSupplies();
    LockBench one = new LockBench(supplies);
    LockBench two = new LockBench(supplies);
    one.run(3);
    two.run(3);
    two.line.now = one.line.now;
    one.order(0);
    one.worker.turn();
    two.order(2);
    two.order(3);
    two.run(0.1);
    assertEquals(List.of("order-0 NOT_SENT", "order-1 ANSWERED"), two.answers());
    two.run(1);
    two.order(2);
    two.run(1);
    assertEquals("order-2 ANSWERED", two.answers().getLast());
  }
}
