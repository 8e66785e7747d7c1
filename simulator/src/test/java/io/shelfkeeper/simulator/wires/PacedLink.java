package io.shelfkeeper.simulator.wires;

import io.shelfkeeper.drivers.link.ByteLink;
import io.shelfkeeper.simulator.models.FarEnd;
import java.util.ArrayDeque;
import java.util.Deque;

/** A driver's end of a played line, in virtual time: waiting costs nothing. */
public final class PacedLink implements ByteLink {
  private final Pacer pacer;
  private final int baud;
  private final Deque<Byte> arrived = new ArrayDeque<>();
  private final Time time;

  public PacedLink(FarEnd farEnd, int baud, Time time) {
    pacer = new Pacer(farEnd, 10, baud);
    this.baud = baud;
    this.time = time;
  }

  /** One time for all lines of a shop, in nanoseconds. */
  public static final class Time {
    public long now = 1_000_000_000;
  }

  private void collect() {
    for (byte one : pacer.toHost(time.now)) {
      arrived.add(one);
    }
  }

  @Override
  public int read(byte[] into, int offset, int length, int waitMillis) {
    long until = time.now + waitMillis * 1_000_000L;
    collect();
    while (arrived.isEmpty() && time.now < until) {
      time.now = Math.min(until, Math.max(time.now + 1, pacer.nextNanos(time.now)));
      collect();
    }
    int count = Math.min(length, arrived.size());
    for (int i = 0; i < count; i++) {
      into[offset + i] = arrived.remove();
    }
    return count;
  }

  @Override
  public void write(byte[] bytes) {
    pacer.fromHost(bytes, baud, time.now);
  }

  @Override
  public void discardInput() {
    collect();
    arrived.clear();
  }

  @Override
  public void open() {}

  @Override
  public void close() {}

  @Override
  public String where() {
    return "virtual";
  }
}
