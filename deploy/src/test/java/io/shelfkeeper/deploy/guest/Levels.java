package io.shelfkeeper.deploy.guest;

import io.shelfkeeper.drivers.guest.SimPins;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Looks at every line but those of contacts, again and again, and keeps when one was not as it was
 * in the beginning. Knows nothing of the agent.
 */
final class Levels implements AutoCloseable {
  private static final int FIRST = GuestDoor.CASE + 1;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  /** One processor, and a system call costs it much: a look each millisecond would take it all. */
  private static final int BETWEEN_MILLIS = 5;

  /** More than a few ticks of the guest's timer. */
  private static final long HELD_UP_NANOS = 50 * NANOS_PER_MILLI;

  private final List<FileChannel> files = new ArrayList<>();
  private final List<Byte> atRest = new ArrayList<>();
  private final long betweenNanos;
  private final Consumer<Stroke> told;
  private final Thread watcher;
  private volatile boolean over;

  // Guarded by this.
  private final List<Stroke> strokes = new ArrayList<>();
  private long heldUpNanos;

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
    this(BETWEEN_MILLIS, stroke -> {});
  }

  /**
   * @param betweenMillis time between two looks
   * @param told hears each stroke when it begins and once more when it is over
   */
  Levels(int betweenMillis, Consumer<Stroke> told) throws IOException {
    betweenNanos = betweenMillis * NANOS_PER_MILLI;
    this.told = told;
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
        heldUp(now - before);
        before = now;
        LockSupport.parkNanos(betweenNanos);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private synchronized void heldUp(long nanos) {
    heldUpNanos += nanos > HELD_UP_NANOS ? nanos : 0;
  }

  private synchronized void see(int line, boolean active, long before, long now) {
    for (int i = 0; i < strokes.size(); i++) {
      Stroke stroke = strokes.get(i);
      if (stroke.line() == line && !stroke.isOver()) {
        strokes.set(i, active ? stroke.seen(now) : stroke.ended(now));
        if (!active) {
          told.accept(strokes.get(i));
        }
        return;
      }
    }
    if (active) {
      strokes.add(new Stroke(line, before, now, now, 0));
      told.accept(strokes.getLast());
    }
  }

  /** In the order in which they began. */
  synchronized List<Stroke> strokes() {
    return List.copyOf(strokes);
  }

  /**
   * How long nobody could look, milliseconds, all such times together: the guest or the one who
   * looks had to wait for a processor, and so may have those whose pulses are looked at. Their
   * lengths may be wrong by as much.
   */
  synchronized long heldUpMillis() {
    return heldUpNanos / NANOS_PER_MILLI;
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
