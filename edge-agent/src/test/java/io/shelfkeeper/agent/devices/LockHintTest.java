package io.shelfkeeper.agent.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.ports.Inputs;
import io.shelfkeeper.drivers.api.Contacts;
import io.shelfkeeper.drivers.api.Lock;
import io.shelfkeeper.drivers.api.LockBoard;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A board that tells when a contact moves is read at once, and not oftener than it makes sense. */
class LockHintTest {
  private static final long PERIOD_NANOS = 1_000 * LockLine.MILLI;

  private final LockLine line = new LockLine();
  private final Told board = new Told();
  private final BusWorker worker =
      new BusWorker(
          0,
          new BusSetup(
              "pins",
              line,
              List.of(),
              List.of(new BoardChannel("pi", 0, PERIOD_NANOS, (link, nanos) -> board, List.of()))),
          line,
          new Inputs() {
            @Override
            public void post(Input input) {}

            @Override
            public boolean offer(Input input) {
              return true;
            }
          },
          () -> 7,
          new SharedSupplies());

  /** A board whose contacts never move, whatever it says. */
  private final class Told implements LockBoard {
    private final List<Long> reads = new ArrayList<>();
    private Runnable hint = () -> {};

    @Override
    public Lock lock(int channel, int pulseMillis) {
      throw new AssertionError("it has none");
    }

    @Override
    public void allOff() {}

    @Override
    public Contacts contacts() {
      reads.add(line.now);
      return new Contacts(2, 0);
    }

    @Override
    public void hintTo(Runnable reader) {
      hint = reader;
    }

    @Override
    public void overhears(byte[] bytes, int offset, int length) {}
  }

  private void readTwice() {
    while (board.reads.size() < 2) {
      worker.turn();
    }
  }

  @Test
  void hintBeforeAnybodyListensIsNone() {
    board.hint.run();
    readTwice();
    assertTrue(board.reads.getLast() - board.reads.getFirst() >= PERIOD_NANOS / 2);
  }

  @Test
  void boardWhoseContactMovedIsReadAtOnce() {
    readTwice();
    line.now += 100 * LockLine.MILLI;
    long moved = line.now;
    board.hint.run();
    board.hint.run();
    worker.turn();
    assertEquals(3, board.reads.size());
    assertEquals(moved, board.reads.getLast());
    worker.turn();
    assertEquals(4, board.reads.size());
    assertTrue(board.reads.getLast() > moved + PERIOD_NANOS / 2, "one hint is one reading");
  }

  @Test
  void contactThatChattersIsReadAHundredTimesASecondAtMost() {
    readTwice();
    int before = board.reads.size();
    long end = line.now + 1_000 * LockLine.MILLI;
    while (line.now < end) {
      board.hint.run();
      worker.turn();
      line.now += LockLine.MILLI / 10;
    }
    int reads = board.reads.size() - before;
    assertTrue(reads > 50 && reads <= 101, reads + " readings");
  }
}
