package io.shelfkeeper.simulator.wires;

import io.shelfkeeper.simulator.models.FarEnd;
import io.shelfkeeper.simulator.models.Sending;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;

/**
 * Gives bytes the time that the line would need, in both directions. A step machine: never waits;
 * somebody calls it when {@link #nextNanos} has come.
 */
public final class Pacer {
  /** Bytes closer together than this are handed over in one piece, as adapters do. */
  private static final long LUMP_NANOS = 1_000_000;

  /** In the place of bytes: the end of a host. */
  private static final byte[] NOBODY = new byte[0];

  private final FarEnd farEnd;
  private final int bitsPerByte;
  private final Deque<Arriving> arriving = new ArrayDeque<>();
  private final PriorityQueue<Sending> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Sending::startNanos));
  private Leaving leaving = Leaving.NOTHING;
  private int baud;
  private long heardUntil;

  private record Arriving(byte[] bytes, long untilNanos) {}

  /** A message of which some bytes have reached the host. */
  private record Leaving(Sending message, long startNanos, int sent) {
    static final Leaving NOTHING = new Leaving(new Sending(new byte[0], 0, 0), 0, 0);

    int length() {
      return message.bytes().length;
    }

    boolean over() {
      return sent == length();
    }

    long endNanos() {
      return startNanos + message.durationNanos();
    }

    /** When byte {@code index} has arrived. */
    long arrival(int index) {
      return startNanos + message.durationNanos() * (index + 1) / length();
    }
  }

  /**
   * @param bitsPerByte 10 for 8N1
   * @param baud the host's rate until it says another
   */
  public Pacer(FarEnd farEnd, int bitsPerByte, int baud) {
    this.farEnd = farEnd;
    this.bitsPerByte = bitsPerByte;
    this.baud = baud;
  }

  /** The host is gone; the far end notices behind what it has still to hear. */
  public void hungUp(long nanos) {
    arriving.addLast(new Arriving(NOBODY, Math.max(heardUntil, nanos)));
  }

  /** Takes what the host wrote; the far end hears it when the last bit is through. */
  public void fromHost(byte[] bytes, int hostBaud, long nanos) {
    baud = hostBaud;
    long onLine = (long) bytes.length * bitsPerByte * 1_000_000_000L / hostBaud;
    heardUntil = Math.max(heardUntil, nanos) + onLine;
    arriving.addLast(new Arriving(bytes, heardUntil));
  }

  /** Bytes that have reached the host by then. */
  public byte[] toHost(long nanos) {
    while (!arriving.isEmpty() && arriving.getFirst().untilNanos <= nanos) {
      Arriving heard = arriving.removeFirst();
      if (heard.bytes == NOBODY) {
        forget();
        farEnd.hungUp(heard.untilNanos);
      } else {
        waiting.addAll(farEnd.hear(heard.bytes, baud, heard.untilNanos));
      }
    }
    waiting.addAll(farEnd.idle(baud, nanos));
    ByteArrayOutputStream ready = new ByteArrayOutputStream();
    do {
      send(ready, nanos);
    } while (leaving.over() && next(nanos));
    return ready.toByteArray();
  }

  /** When there is something to do again; {@code Long.MAX_VALUE} for not by itself. */
  public long nextNanos(long nanos) {
    long next = farEnd.wakeNanos();
    if (!arriving.isEmpty()) {
      next = Math.min(next, arriving.getFirst().untilNanos);
    }
    if (!leaving.over()) {
      long lump = Math.max(leaving.arrival(leaving.sent), nanos + LUMP_NANOS);
      return Math.min(next, Math.min(lump, leaving.endNanos()));
    }
    return waiting.isEmpty() ? next : Math.min(next, waiting.peek().startNanos());
  }

  /** The plug is out: what is on its way is lost. */
  public void cut(long nanos) {
    arriving.clear();
    forget();
    farEnd.hungUp(nanos);
  }

  /** Nobody is there to whom it could be said. */
  private void forget() {
    waiting.clear();
    leaving = Leaving.NOTHING;
  }

  private void send(ByteArrayOutputStream ready, long nanos) {
    int sent = leaving.sent;
    while (sent < leaving.length() && leaving.arrival(sent) <= nanos) {
      ready.write(leaving.message.bytes()[sent++]);
    }
    leaving = new Leaving(leaving.message, leaving.startNanos, sent);
  }

  /** Begins with the next message if its time has come; messages never overlap. */
  private boolean next(long nanos) {
    Sending message = waiting.peek();
    if (message == null || message.startNanos() > nanos) {
      return false;
    }
    waiting.remove();
    leaving = new Leaving(message, Math.max(message.startNanos(), leaving.endNanos()), 0);
    return true;
  }
}
