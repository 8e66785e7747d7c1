package io.shelfkeeper.agent.devices;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.api.SignalBoard;
import io.shelfkeeper.drivers.api.SignalPattern;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Plays signals between the turns of whatever else is on their bus. A change takes some
 * microseconds, and none comes twice within 0.1 s of its signal, so a lock never waits for them. A
 * lock may keep them waiting: while it is pulsed on a bare line, which takes as long as the pulse,
 * they stand as they are. They could be played within the pulse, but then its end would wait for
 * the lines of lamps, and a coil must wait for nothing.
 *
 * <p>A fault of theirs is never one of the bus: no lamp is a reason to give back the lines of
 * locks.
 */
final class SignalTurns implements Turns {
  private final Turns others;
  private final SignalChannel channel;
  private final int device;
  private final Wire wire;
  private final SignalBoard board;

  /** What each is to show; written by the loop. Only the newest counts. */
  private final AtomicReferenceArray<SignalPattern> wanted;

  private volatile boolean changed;

  /**
   * @param others what else is done on this bus
   * @param device number of what plays them among the devices of the wire
   */
  SignalTurns(Turns others, SignalChannel channel, int device, Pace pace, Wire wire) {
    this.others = others;
    this.channel = channel;
    this.device = device;
    this.wire = wire;
    board = channel.maker().make(pace::nanos);
    wanted = new AtomicReferenceArray<>(channel.signals().size());
    for (int i = 0; i < wanted.length(); i++) {
      wanted.set(i, SignalPattern.OFF);
    }
  }

  /**
   * Called by the loop; the thread of the bus has to be woken after it.
   *
   * @param signal index in the order of the site file
   */
  void show(int signal, SignalPattern pattern) {
    wanted.set(channel.signals().indexOf(signal), pattern);
    changed = true;
  }

  private void take() {
    if (changed) {
      changed = false;
      for (int i = 0; i < wanted.length(); i++) {
        board.show(i, wanted.get(i));
      }
    }
  }

  @Override
  public void opened(long now) {
    others.opened(now);
    board.allOff();
  }

  @Override
  public long dueNanos(long now) {
    take();
    long other = others.dueNanos(now);
    return board.dueNanos() - other < 0 ? board.dueNanos() : other;
  }

  @Override
  public void turn(long now) {
    if (now - board.dueNanos() < 0) {
      others.turn(now);
    } else {
      wire.ask(device, this::play);
    }
  }

  private void play() throws DeviceFault {
    try {
      board.play();
    } catch (DeviceFault fault) {
      throw fault.kind() == FaultKind.LINK_DOWN
          ? new DeviceFault(FaultKind.MISCONFIGURED, fault.what(), fault.check())
          : fault;
    }
  }

  @Override
  public long idleNanos(long atTheLatest) {
    return others.idleNanos(atTheLatest);
  }

  @Override
  public void idle(long now) {
    others.idle(now);
  }

  @Override
  public void fails(int subject) {
    others.fails(subject);
  }

  @Override
  public boolean reopens() {
    return others.reopens();
  }

  @Override
  public void end() {
    others.end();
    board.allOff();
  }
}
