package io.shelfkeeper.agent.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.drivers.lock.modbusrelay.ModbusRelayDriver;
import io.shelfkeeper.drivers.wire.RtuTiming;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a bus does around its pulses: who is switched off, read, and told of, and when. */
class LockCareTest {
  private final LockBench bench = new LockBench();
  private final LockLine line = bench.line;

  /** Moments at which a board was read with these contacts closed. */
  private List<Long> seen(int board, long closed) {
    return bench.all(Input.ContactsRead.class).stream()
        .filter(read -> read.board() == board && !read.isMissed() && read.closedBits() == closed)
        .map(Input.ContactsRead::nanos)
        .toList();
  }

  private String why() {
    return bench.all(Input.Pulsed.class).getLast().why();
  }

  @Test
  void aBoardThatFailedIsSwitchedOffAgainAndItsNeighbourIsNot() {
    bench.run(3);
    bench.eight.silent = true;
    bench.run(20);
    bench.eight.silent = false;
    bench.run(5);
    assertEquals(1, bench.all(Input.DeviceRecovered.class).size());
    assertEquals(1, bench.relay.allOffs, "the relay has worked all the while");
    bench.relay.silent = true;
    bench.run(20);
    bench.relay.silent = false;
    bench.run(5);
    assertEquals(2, bench.relay.allOffs, "who knows what it did meanwhile");
  }

  @Test
  void aBusThatFailedSwitchesItsBoardsOffAgain() {
    bench.run(3);
    bench.relay.silent = true;
    bench.eight.silent = true;
    bench.run(30);
    bench.relay.silent = false;
    bench.eight.silent = false;
    int before = line.sent.size();
    bench.run(5);
    assertTrue(bench.relay.allOffs >= 2);
    byte[] first =
        line.sent.stream()
            .skip(before)
            .map(LockLine.Sent::bytes)
            .filter(bytes -> LockBench.address(bytes) == 1)
            .findFirst()
            .orElseThrow();
    assertTrue(LockBench.isAllOff(first));
  }

  @Test
  void allBoardsOfABusAreSwitchedOffBeforeTheFirstIsRead() {
    TwoRelays two = new TwoRelays();
    two.worker.turn();
    List<byte[]> sent = two.line.sent.stream().map(LockLine.Sent::bytes).toList();
    assertEquals(2, sent.stream().filter(LockBench::isAllOff).count());
    assertTrue(sent.stream().noneMatch(bytes -> bytes[1] == 2), "nothing else was asked yet");
  }

  @Test
  void aWireThatBreaksWhileItIsSwitchedOffIsDown() {
    TwoRelays two = new TwoRelays();
    two.line.boards.add((bytes, there) -> there.plugged = false);
    two.worker.turn();
    two.line.boards.removeLast();
    two.line.plugged = true;
    int before = two.line.sent.size();
    while (two.line.now < 10_000 * LockLine.MILLI) {
      two.worker.turn();
    }
    List<byte[]> sent = two.line.sent.stream().skip(before).map(LockLine.Sent::bytes).toList();
    List<byte[]> first = sent.stream().takeWhile(bytes -> bytes[1] != 2).toList();
    assertEquals(
        2, first.stream().filter(LockBench::isAllOff).count(), "opened anew, and both at once");
  }

  @Test
  void aWireThatBreaksBeforeAPulseIsDownAtOnceAndNothingWasSent() {
    bench.run(3);
    line.plugged = false;
    bench.order(0);
    bench.worker.turn();
    assertEquals(List.of("order-0 NOT_SENT"), bench.answers());
    assertEquals(List.of(), bench.unlocks());
    line.plugged = true;
    int before = line.sent.size();
    bench.run(5);
    assertTrue(LockBench.isAllOff(line.sent.get(before).bytes()), "the wire is opened anew");
  }

  @Test
  void whoeverIsRefusedHearsWhy() {
    bench.order(0);
    bench.worker.close();
    assertTrue(why().contains("ends"), why());
  }

  @Test
  void aBoardThatDoesNotWorkIsNamed() {
    bench.run(3);
    bench.relay.silent = true;
    bench.run(20);
    bench.order(0);
    bench.run(1);
    assertTrue(why().contains("relay does not work"), why());
  }

  @Test
  void aLockOfAnotherBusIsRefused() {
    bench.run(3);
    bench.order(17);
    bench.run(1);
    assertEquals(List.of("order-0 NOT_SENT"), bench.answers());
    assertTrue(why().contains("no such lock"), why());
  }

  @Test
  void aSupplyIsTakenUntilAPulseIsOverAndNoLonger() {
    bench.run(3);
    bench.order(0);
    bench.worker.turn();
    bench.order(2);
    bench.worker.turn();
    assertTrue(why().contains("supply main"), why());
    bench.run(0.7);
    bench.order(2);
    bench.run(0.5);
    assertEquals(
        List.of("order-0 ANSWERED", "order-1 NOT_SENT", "order-2 ANSWERED"), bench.answers());
  }

  @Test
  void aBoardThatAnswersAfterItsPulseFreesTheSupplyWithItsAnswer() {
    bench.run(3);
    bench.order(2);
    bench.order(0);
    bench.run(0.6);
    assertEquals(List.of("order-0 ANSWERED", "order-1 ANSWERED"), bench.answers());
  }

  @Test
  void aPulseWithoutAnAnswerHoldsItsSupplyForItsBound() {
    bench.run(3);
    bench.eight.silentToPulses = true;
    bench.order(2);
    bench.run(1.2);
    bench.order(0);
    bench.run(0.1);
    assertEquals(List.of("order-0 UNANSWERED", "order-1 NOT_SENT"), bench.answers());
    bench.run(1.5);
    bench.order(0);
    bench.run(0.5);
    assertEquals("order-2 ANSWERED", bench.answers().getLast());
  }

  @Test
  void aBoardIsReadOftenWhileItsDoorMayOpenAndThenAsBefore() {
    bench.run(3);
    bench.order(2);
    bench.worker.turn();
    long eager = bench.reads(2, 2.9);
    long later = bench.reads(2, 2.9);
    assertTrue(eager >= 22 && eager <= 32, "eager: " + eager);
    assertTrue(later <= 14, "later: " + later);
  }

  @Test
  void aBoardIsReadRightAfterItsPulse() {
    for (int i = 0; i < 10; i++) {
      bench.run(6 + i / 90.0);
      bench.order(1);
      bench.worker.turn();
      long over = line.now;
      int before = line.sent.size();
      bench.run(0.2);
      LockLine.Sent next =
          line.sent.stream()
              .skip(before)
              .filter(sent -> LockBench.address(sent.bytes()) == 1)
              .findFirst()
              .orElseThrow();
      long millis = (next.nanos() - over) / LockLine.MILLI;
      assertTrue(millis <= 75, "ms: " + millis);
    }
  }

  @Test
  void aContactThatMovedIsReadAgainWhenItCannotBeBouncingAnyMore() {
    bench.run(3);
    bench.relay.closed = 0xFE;
    bench.eight.closed = 0xFD;
    bench.run(1);
    List<Long> relay = seen(0, 0xFE);
    List<Long> eight = seen(1, 0xFD);
    long again = (relay.get(1) - relay.get(0)) / LockLine.MILLI;
    assertTrue(again >= 35 && again <= 130, "ms: " + again);
    long later = (eight.get(1) - eight.get(0)) / LockLine.MILLI;
    assertTrue(later >= 35 && later <= 150, "ms: " + later);
  }

  @Test
  void aReadingThatWasMissedIsTold() {
    bench.run(3);
    bench.eight.silent = true;
    bench.posted.clear();
    bench.run(3);
    assertTrue(
        bench.all(Input.ContactsRead.class).stream()
            .anyMatch(read -> read.board() == 1 && read.isMissed()));
  }

  @Test
  void theRecorderShowsThePulseBeforeAFault() {
    bench.run(3);
    bench.relay.silentToPulses = true;
    bench.order(0);
    bench.worker.turn();
    bench.relay.silent = true;
    bench.eight.silent = true;
    bench.run(3);
    List<String> exchanges = bench.all(Input.DeviceFailed.class).getFirst().exchanges();
    assertTrue(
        exchanges.stream().anyMatch(e -> e.contains("pulse UNANSWERED")), exchanges::toString);
  }

  @Test
  void aClockBelowZeroMakesNoBoardEager() {
    LockLine past = new LockLine();
    past.now = -100_000 * LockLine.MILLI;
    LockBench early =
        new LockBench(new SharedSupplies(), past, new FarBoard.Relay(1), new FarBoard.Eight(2));
    early.run(3);
    int before = past.sent.size();
    early.run(10);
    long eight =
        past.sent.stream()
            .skip(before)
            .filter(sent -> LockBench.address(sent.bytes()) == 2)
            .count();
    assertTrue(eight >= 35 && eight <= 41, "eight: " + eight);
  }

  /** A bus of two relays. */
  private static final class TwoRelays {
    final LockLine line = new LockLine();
    final List<Input> posted = new ArrayList<>();
    final BusWorker worker;

    TwoRelays() {
      line.boards.add(new FarBoard.Relay(1));
      line.boards.add(new FarBoard.Relay(3));
      List<BoardChannel> boards = List.of(board(0, 1), board(1, 3));
      worker =
          new BusWorker(
              0,
              new BusSetup("locks", line, List.of(), boards),
              line,
              new KeptInputs(posted),
              () -> 7,
              new SharedSupplies());
    }

    private static BoardChannel board(int number, int address) {
      return new BoardChannel(
          "relay-" + number,
          number,
          100 * LockLine.MILLI,
          (link, nanos) -> new ModbusRelayDriver(link, RtuTiming.at(9_600), address, 8, nanos),
          List.of());
    }
  }
}
