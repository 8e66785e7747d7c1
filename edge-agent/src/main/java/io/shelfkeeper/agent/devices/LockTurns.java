package io.shelfkeeper.agent.devices;

import io.shelfkeeper.agent.core.permits.Actuation;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.step.Input.PulseAnswer;
import io.shelfkeeper.agent.ports.Inputs;
import io.shelfkeeper.drivers.api.Contacts;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.api.Lock;
import io.shelfkeeper.drivers.api.LockBoard;
import io.shelfkeeper.drivers.api.Pulse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads the contacts of the lock boards of a bus in turn, and pulses a lock as soon as the bus is
 * free. Switches every output off before anything else; never pulses on its own, and nothing twice.
 */
final class LockTurns implements Turns {
  /** So long after a pulse its board is read more often. */
  private static final long EAGER_NANOS = 3_000_000_000L;

  /** What boards need to rest between two questions, with a wide margin. */
  private static final long EAGER_PERIOD_NANOS = 50_000_000L;

  /** A contact that moved is looked at again as soon as it cannot be bouncing any more. */
  private static final long CONFIRM_NANOS = 35_000_000L;

  /** A contact that chatters must not keep the bus, and the loop, busy. */
  private static final long HINT_NANOS = 10_000_000L;

  private static final long MILLI = 1_000_000L;
  private static final int NONE = -1;

  // for the process
  private final List<BoardChannel> channels;
  private final List<LockBoard> boards = new ArrayList<>();
  private final Map<Integer, Ready> locks = new HashMap<>();
  private final Pace pace;
  private final Wire wire;
  private final Inputs inputs;
  private final Orders orders;
  private final SharedSupplies supplies;
  private final long[] lastBits;
  private final long[] eagerUntil;
  private final long[] readNanos;

  /** Whether every output of the board has been switched off since it was found. */
  private final boolean[] off;

  // for one opening of the wire
  private PollPlan plan;

  /** A board that did not answer a pulse is read before anything else. */
  private int readFirst = NONE;

  /** A contact has moved: told by the board, from a thread of its own. */
  private final AtomicBoolean moved = new AtomicBoolean();

  /** Whose waiting such a board ends. */
  private volatile @Nullable Thread reader;

  private record Ready(int device, BoardChannel.Output output, Lock lock) {}

  LockTurns(
      List<BoardChannel> channels,
      Pace pace,
      Wire wire,
      Inputs inputs,
      Orders orders,
      SharedSupplies supplies) {
    this.channels = channels;
    this.pace = pace;
    this.wire = wire;
    this.inputs = inputs;
    this.orders = orders;
    this.supplies = supplies;
    PartyLine line = new PartyLine(wire.link(), boards);
    for (int device = 0; device < channels.size(); device++) {
      LockBoard board = channels.get(device).maker().make(line.of(device), pace::nanos);
      board.hintTo(this::hint);
      boards.add(board);
      for (BoardChannel.Output output : channels.get(device).outputs()) {
        Lock lock = board.lock(output.channel(), output.pulseMillis());
        locks.put(output.lock(), new Ready(device, output, lock));
      }
    }
    off = new boolean[channels.size()];
    lastBits = new long[channels.size()];
    eagerUntil = new long[channels.size()];
    readNanos = new long[channels.size()];
    Arrays.fill(eagerUntil, pace.nanos());
    Arrays.fill(readNanos, pace.nanos());
    plan = plan(pace.nanos());
  }

  /** Edges are hints: what counts is what is read then. */
  private void hint() {
    Thread waiting = reader;
    if (waiting != null && !moved.getAndSet(true)) {
      LockSupport.unpark(waiting);
    }
  }

  private PollPlan plan(long now) {
    return new PollPlan(channels.stream().mapToLong(BoardChannel::periodNanos).toArray(), now);
  }

  @Override
  public void opened(long now) {
    readFirst = NONE;
    reader = Thread.currentThread();
    Arrays.fill(off, false);
    for (int device = 0; device < boards.size() && wire.isOpen(); device++) {
      switchOff(device);
    }
    plan = plan(pace.nanos());
  }

  /** A board that is silent now is switched off when it is heard again, before it is read. */
  private void switchOff(int device) {
    try {
      boards.get(device).allOff();
      off[device] = true;
    } catch (DeviceFault fault) {
      wire.link().note(fault.kind().word());
      if (fault.kind() == FaultKind.LINK_DOWN) {
        wire.down(fault);
      }
    }
  }

  @Override
  public long dueNanos(long now) {
    if (moved.getAndSet(false)) {
      for (int device = 0; device < readNanos.length; device++) {
        plan.hurry(device, Math.max(now, readNanos[device] + HINT_NANOS));
      }
    }
    boolean atOnce = readFirst != NONE || !orders.isEmpty();
    return atOnce ? now : plan.dueNanos(plan.next());
  }

  @Override
  public void turn(long now) {
    if (readFirst != NONE) {
      int device = readFirst;
      readFirst = NONE;
      read(device);
      return;
    }
    Orders.Waiting waiting = orders.take(pace.nanos());
    if (waiting == null) {
      read(plan.next());
    } else {
      carryOut(waiting.order(), waiting.latestNanos());
    }
  }

  private void read(int device) {
    long began = pace.nanos();
    readNanos[device] = began;
    int board = channels.get(device).board();
    long before = lastBits[device];
    boolean answered = wire.ask(device, () -> readContacts(device, board));
    long now = pace.nanos();
    if (answered) {
      plan.answered(device, now);
    } else {
      plan.failed(device, now);
      inputs.post(new Input.ContactsRead(board, now, 0, 0));
    }
    if (lastBits[device] != before) {
      // A slow board is asked again at once: its next answer comes late enough. Is it faster than
      // that, the reading after it is.
      plan.hurry(device, Math.max(now, began + CONFIRM_NANOS));
      eagerUntil[device] = Math.max(eagerUntil[device], now + 2 * CONFIRM_NANOS);
    } else if (now - eagerUntil[device] < 0) {
      plan.hurry(device, now + EAGER_PERIOD_NANOS);
    }
  }

  private void readContacts(int device, int board) throws DeviceFault {
    if (!off[device]) {
      boards.get(device).allOff();
      off[device] = true;
    }
    Contacts contacts = boards.get(device).contacts();
    lastBits[device] = contacts.closedBits();
    inputs.post(
        new Input.ContactsRead(board, pace.nanos(), contacts.count(), contacts.closedBits()));
  }

  private void carryOut(Actuation order, long latestNanos) {
    Ready ready = locks.get(order.lock());
    String obstacle = ready == null ? "This bus has no such lock." : obstacle(ready);
    if (ready == null || obstacle != null) {
      orders.refuse(order, String.valueOf(obstacle));
      return;
    }
    String supply = ready.output.supply();
    if (!supplies.take(supply, pace.nanos())) {
      orders.refuse(
          order,
          "Another lock of the supply " + supply + " may be energised. Try again in a second.");
      return;
    }
    pulse(order, ready, latestNanos);
    eagerUntil[ready.device] = pace.nanos() + EAGER_NANOS;
    plan.hurry(ready.device, pace.nanos());
  }

  private @Nullable String obstacle(Ready ready) {
    String board = "The lock board " + channels.get(ready.device).device();
    if (wire.hasFailed(ready.device)) {
      return board + " does not work. See its fault; status shows it.";
    }
    return off[ready.device] ? null : board + " has not been heard yet. Check its supply.";
  }

  private void pulse(Actuation order, Ready ready, long latestNanos) {
    BoardChannel.Output output = ready.output;
    PulseAnswer answer = PulseAnswer.UNANSWERED;
    String why = "The board did not say whether it made the pulse. Look at the door.";
    boolean over = false;
    try {
      Pulse pulse = ready.lock.unlock(latestNanos);
      if (pulse.isAnswered()) {
        answer = PulseAnswer.ANSWERED;
        why = "";
        over = output.answersAfterPulse();
      } else if (!pulse.why().isEmpty()) {
        why = pulse.why();
      }
    } catch (DeviceFault fault) {
      answer = PulseAnswer.NOT_SENT;
      why = fault.sentences();
      over = true;
      if (fault.kind() == FaultKind.LINK_DOWN) {
        wire.down(fault);
      }
    } catch (RuntimeException e) {
      // Our own mistake, and nobody knows how far it came: not again.
      why = wire.defect(e).what();
    }
    wire.link().note("pulse " + answer);
    readFirst = answer == PulseAnswer.UNANSWERED ? ready.device : NONE;
    long now = pace.nanos();
    supplies.free(output.supply(), over ? now : now + output.boundMillis() * MILLI);
    orders.answer(order, answer, why);
  }

  @Override
  public long idleNanos(long atTheLatest) {
    return atTheLatest;
  }

  @Override
  public void idle(long now) {
    if (!wire.isOpen()) {
      orders.refuseAll("The bus of this lock is down. See its fault; status shows it.");
    }
  }

  @Override
  public void fails(int subject) {
    for (int device = 0; device < off.length; device++) {
      off[device] &= subject != device && subject != BusHealth.BUS;
    }
  }

  @Override
  public void end() {
    orders.end();
    for (int device = 0; device < boards.size() && wire.isOpen(); device++) {
      if (!wire.hasFailed(device)) {
        switchOff(device);
      }
    }
  }
}
