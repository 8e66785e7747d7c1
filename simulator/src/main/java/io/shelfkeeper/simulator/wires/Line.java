package io.shelfkeeper.simulator.wires;

import io.shelfkeeper.simulator.models.FarEnd;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Plays one far end on one wire in a thread of its own, at the speed of the line. Every byte takes
 * its ten bit times, in both directions, because a pseudo-terminal takes none.
 */
public final class Line implements AutoCloseable {
  /** What can be wrong with the wire itself. */
  public enum Trouble {
    NONE,
    /** The adapter is pulled out. */
    UNPLUGGED,
    /** Interference: every answer arrives changed, and noise comes unasked. */
    GARBAGE,
    /** The line speaks at another speed: nothing that arrives makes sense. */
    WRONG_BAUD
  }

  private static final long QUIET_NANOS = 20_000_000L;
  private static final int IDLE_MILLIS = 20;

  private final String bus;
  private final Wire wire;
  private final FarEnd farEnd;
  private final LongSupplier nanos;
  private final Thread thread;
  private volatile Trouble trouble = Trouble.NONE;
  private volatile boolean open = true;

  // for the thread
  private long lastHeard;
  private boolean speaking;
  private long noise = 1;

  Line(String bus, Wire wire, FarEnd farEnd, LongSupplier nanos) {
    this.bus = bus;
    this.wire = wire;
    this.farEnd = farEnd;
    this.nanos = nanos;
    thread = Thread.ofPlatform().name("wire-" + bus).unstarted(this::run);
  }

  /**
   * Makes the wire and starts playing.
   *
   * @throws IOException if the wire cannot be made, with what to do
   */
  void start() throws IOException {
    wire.plug();
    thread.start();
  }

  public String bus() {
    return bus;
  }

  public Trouble trouble() {
    return trouble;
  }

  public void trouble(Trouble wanted) {
    trouble = wanted;
  }

  private void run() {
    byte[] bytes = new byte[512];
    while (open) {
      try {
        if (!plugged()) {
          LockSupport.parkNanos(IDLE_MILLIS * 1_000_000L);
          continue;
        }
        turn(bytes);
      } catch (IOException e) {
        // The other side went away; the wire is still there for the next one.
        LockSupport.parkNanos(IDLE_MILLIS * 1_000_000L);
      }
    }
    wire.close();
  }

  private boolean plugged() throws IOException {
    if (trouble == Trouble.UNPLUGGED) {
      wire.unplug();
    } else if (!wire.isPlugged()) {
      wire.plug();
    }
    return wire.isPlugged();
  }

  private void turn(byte[] bytes) throws IOException {
    long now = nanos.getAsLong();
    long untilNext = farEnd.nextNanos() - now;
    int wait = (int) Math.clamp(untilNext / 1_000_000L, 0, IDLE_MILLIS);
    int got = wire.read(bytes, wait);
    now = nanos.getAsLong();
    if (got > 0) {
      // The last bit of the request arrives this much later on a real line.
      farEnd.receive(heard(bytes, got), got, now + lineNanos(got));
      lastHeard = now;
      speaking = true;
    } else if (speaking && now - lastHeard > QUIET_NANOS) {
      farEnd.quiet(now);
      speaking = false;
    }
    byte[] reply = farEnd.send(now);
    while (reply != null) {
      LockSupport.parkNanos(lineNanos(reply.length));
      wire.write(spoken(reply));
      reply = farEnd.send(nanos.getAsLong());
    }
  }

  private byte[] heard(byte[] bytes, int length) {
    if (trouble == Trouble.WRONG_BAUD) {
      for (int i = 0; i < length; i++) {
        bytes[i] = (byte) (bytes[i] >> 1 | 0x80);
      }
    }
    return bytes;
  }

  private byte[] spoken(byte[] reply) {
    if (trouble == Trouble.GARBAGE) {
      byte[] spoilt = reply.clone();
      noise = noise * 6364136223846793005L + 1442695040888963407L;
      spoilt[(int) Math.floorMod(noise >> 33, (long) spoilt.length)] ^= (byte) (noise >> 20 | 1);
      return spoilt;
    }
    return reply;
  }

  private long lineNanos(int length) {
    return wire.baud() == 0 ? 0 : length * 10L * 1_000_000_000L / wire.baud();
  }

  @Override
  public void close() {
    open = false;
    try {
      thread.join(1_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
