package io.shelfkeeper.agent.devices;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.ByteLink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.UnaryOperator;

/** A line at 9,600 baud in memory and virtual time. What is said on it may be spoiled both ways. */
final class LockLine implements ByteLink, Pace {
  static final long MILLI = 1_000_000L;
  static final long BYTE_NANOS = 1_041_667L;

  /** A board at the other end. */
  interface Far {
    void hears(byte[] bytes, LockLine line);
  }

  /**
   * @param nanos when its first byte left
   */
  record Sent(long nanos, byte[] bytes) {}

  private record Coming(byte value, long nanos) {}

  final List<Sent> sent = new ArrayList<>();
  final List<Far> boards = new ArrayList<>();
  UnaryOperator<byte[]> spoil = bytes -> bytes;
  Runnable whileWaiting = () -> {};
  boolean plugged = true;

  /** The next reads of bytes last so long: the process was stopped in them. */
  long stopNanos;

  int readsUntilStop;
  long now = 1_000_000_000L;
  private final PriorityQueue<Coming> coming =
      new PriorityQueue<>(Comparator.comparingLong(Coming::nanos));

  /** Answers after so long, at the speed of the line; who talks at the same time is mixed in. */
  void say(byte[] bytes, long delayNanos) {
    long nanos = now + delayNanos;
    for (byte value : spoil.apply(bytes)) {
      nanos += BYTE_NANOS;
      coming.add(new Coming(value, nanos));
    }
  }

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public void until(long nanos) {
    now = Math.max(now, nanos);
    whileWaiting.run();
  }

  @Override
  public void open() throws DeviceFault {
    check();
    coming.clear();
  }

  private void check() throws DeviceFault {
    if (!plugged) {
      throw new DeviceFault(FaultKind.LINK_DOWN, "The port is gone", "Plug it in.");
    }
  }

  @Override
  public int read(byte[] into, int offset, int length, int waitMillis) throws DeviceFault {
    check();
    if (stopNanos > 0 && readsUntilStop-- == 0) {
      now += stopNanos;
      stopNanos = 0;
    }
    Coming first = coming.peek();
    if (first == null || first.nanos > now + waitMillis * MILLI) {
      now += waitMillis * MILLI;
      return 0;
    }
    now = Math.max(now, first.nanos);
    int count = 0;
    while (count < length && !coming.isEmpty() && coming.element().nanos <= now) {
      into[offset + count++] = coming.remove().value;
    }
    return count;
  }

  @Override
  public void write(byte[] bytes) throws DeviceFault {
    check();
    sent.add(new Sent(now, bytes.clone()));
    now += bytes.length * BYTE_NANOS;
    byte[] heard = spoil.apply(bytes);
    boards.forEach(board -> board.hears(heard, this));
  }

  @Override
  public void discardInput() {
    coming.removeIf(one -> one.nanos <= now);
  }

  @Override
  public void close() {
    coming.clear();
  }

  @Override
  public String where() {
    return "line";
  }
}
