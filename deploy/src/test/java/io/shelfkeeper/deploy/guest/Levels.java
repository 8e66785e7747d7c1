package io.shelfkeeper.deploy.guest;

import io.shelfkeeper.drivers.guest.SimPins;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks at every line but those of contacts, again and again, and keeps when one was not as it was
 * in the beginning. Knows nothing of the agent.
 */
final class Levels implements AutoCloseable {
  private static final int FIRST = GuestDoor.CASE + 1;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  /** One processor: others want it too. */
  private static final long BETWEEN_NANOS = NANOS_PER_MILLI;

  private final List<FileChannel> files = new ArrayList<>();
  private final List<Byte> atRest = new ArrayList<>();
  private final Thread watcher;
  private volatile boolean over;

  // Guarded by this.
  private final List<Stroke> strokes = new ArrayList<>();
  private long longestNanos;

  /**
   * A time in which a line was not at rest. Between two looks nothing is known: it was at least as
   * long as it was seen, and at most as long as nobody saw it at rest.
   *
   * @param beforeNanos last look before it
   * @param firstNanos first look in it
   * @param lastNanos last look in it, so far
   * @param afterNanos first look after it, 0 while it lasts
   */
  record Stroke(int line, long beforeNanos, long firstNanos, long lastNanos, long afterNanos) {
    boolean isOver() {
      return afterNanos != 0;
    }

    long millisMin() {
      return (lastNanos - firstNanos) / NANOS_PER_MILLI;
    }

    long millisMax() {
      return (afterNanos - beforeNanos) / NANOS_PER_MILLI;
    }

    private Stroke seen(long now) {
      return new Stroke(line, beforeNanos, firstNanos, now, 0);
    }

    private Stroke ended(long now) {
      return new Stroke(line, beforeNanos, firstNanos, lastNanos, now);
    }
  }

  Levels() throws IOException {
    for (int line = FIRST; line < SimPins.LINES; line++) {
      FileChannel file = FileChannel.open(SimPins.value(line));
      files.add(file);
      atRest.add(level(file));
    }
    watcher = Thread.ofPlatform().daemon().name("levels").start(this::watch);
  }

  private static byte level(FileChannel file) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    file.read(one, 0);
    return one.get(0);
  }

  private void watch() {
    try {
      long before = System.nanoTime();
      while (!over) {
        long now = System.nanoTime();
        for (int i = 0; i < files.size(); i++) {
          see(FIRST + i, level(files.get(i)) != atRest.get(i), before, now);
        }
        longest(now - before);
        before = now;
        LockSupport.parkNanos(BETWEEN_NANOS);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private synchronized void longest(long nanos) {
    longestNanos = Math.max(longestNanos, nanos);
  }

  private synchronized void see(int line, boolean active, long before, long now) {
    for (int i = 0; i < strokes.size(); i++) {
      Stroke stroke = strokes.get(i);
      if (stroke.line() == line && !stroke.isOver()) {
        strokes.set(i, active ? stroke.seen(now) : stroke.ended(now));
        return;
      }
    }
    if (active) {
      strokes.add(new Stroke(line, before, now, now, 0));
    }
  }

  /** In the order in which they began. */
  synchronized List<Stroke> strokes() {
    return List.copyOf(strokes);
  }

  /** The longest time in which nobody looked, milliseconds. */
  synchronized long longestBetweenLooksMillis() {
    return longestNanos / NANOS_PER_MILLI;
  }

  @Override
  public void close() {
    over = true;
    try {
      watcher.join();
      for (FileChannel file : files) {
        file.close();
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
