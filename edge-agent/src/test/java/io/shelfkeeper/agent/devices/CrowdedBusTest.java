package io.shelfkeeper.agent.devices;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.ports.Inputs;
import io.shelfkeeper.drivers.lock.board8a.Board8aDriver;
import io.shelfkeeper.drivers.lock.board8a.Board8aSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Two 8A boards on one bus: what {@code check} warns of is so. */
class CrowdedBusTest implements Inputs {
  /** Four readings a second for both together. */
  private static final long PERIOD_NANOS = 500 * LockLine.MILLI;

  /** What {@code check} says of such a bus. */
  private static final long WARNED_MILLIS = 609;

  private final LockLine line = new LockLine();
  private final FarBoard.Eight far = new FarBoard.Eight(1);
  private final List<Input.ContactsRead> open = new ArrayList<>();

  private static BoardChannel board(int board) {
    Board8aSetup setup = new Board8aSetup(board + 1, 8, true, false);
    return new BoardChannel(
        "eight-" + board,
        board,
        PERIOD_NANOS,
        (link, nanos) -> new Board8aDriver(link, setup, nanos),
        List.of());
  }

  @Override
  public void post(Input input) {
    if (input instanceof Input.ContactsRead read
        && read.board() == 0
        && read.closedBits() == 0xFE) {
      open.add(read);
    }
  }

  @Override
  public boolean offer(Input input) {
    return true;
  }

  @Test
  void aForcedDoorIsSeenLaterThanPromisedAndNoLaterThanWarned() {
    FarBoard.Eight other = new FarBoard.Eight(2);
    far.answerMillis = 0;
    other.answerMillis = 0;
    line.boards.addAll(List.of(far, other));
    BusSetup setup = new BusSetup("locks", line, List.of(), List.of(board(0), board(1)));
    BusWorker worker = new BusWorker(0, setup, line, this, () -> 7, new SharedSupplies());
    SplittableRandom random = new SplittableRandom(3);
    long worst = 0;
    for (int i = 0; i < 300; i++) {
      run(worker, 2_000 + random.nextInt(1_000));
      far.closed = 0xFE;
      open.clear();
      long forced = line.now;
      run(worker, 1_000);
      worst = Math.max(worst, open.get(1).nanos() - forced);
      far.closed = 0xFF;
    }
    worst /= LockLine.MILLI;
    System.out.println("two 8A boards on a bus: forced door known after at most " + worst + " ms");
    assertTrue(worst > 500 && worst <= WARNED_MILLIS, "ms: " + worst);
  }

  private void run(BusWorker worker, long millis) {
    long end = line.now + millis * LockLine.MILLI;
    while (line.now < end) {
      worker.turn();
    }
  }
}
