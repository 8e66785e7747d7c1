package io.shelfkeeper.agent.devices;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.ByteLink;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
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
  long now = 1_000_000_000L;
  private final Deque<Coming> coming = new ArrayDeque<>();
  private long lastNanos;

  /** Answers after so long, at the speed of the line. */
  void say(byte[] bytes, long delayNanos) {
    lastNanos = Math.max(now, lastNanos) + delayNanos;
    for (byte value : spoil.apply(bytes)) {
      lastNanos += BYTE_NANOS;
      coming.add(new Coming(value, lastNanos));
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
