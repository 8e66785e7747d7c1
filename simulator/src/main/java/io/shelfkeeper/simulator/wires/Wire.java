package io.shelfkeeper.simulator.wires;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The thread of one wire: moves bytes between port and pacer, and makes the port vanish while its
 * plug is out. Knows nothing of what the bytes mean.
 */
public final class Wire implements AutoCloseable {
  private static final long IDLE_NANOS = 50_000_000;
  private static final long RETRY_NANOS = 500_000_000;
  private static final long STOP_MILLIS = 2_000;

  private final String bus;
  private final Port port;
  private final Pacer pacer;
  private final int baud;
  private final LongSupplier nanos;
  private final BooleanSupplier unplugged;
  private final Consumer<String> log;
  private final Thread thread;
  private volatile boolean stopped;
  private boolean open;
  private String said = "";

  /**
   * @param baud the rate of the site file
   * @param nanos virtual time
   * @param unplugged whether the plug is out now
   * @param log told of plug and port, one sentence each
   */
  public Wire(
      String bus,
      Port port,
      Pacer pacer,
      int baud,
      LongSupplier nanos,
      BooleanSupplier unplugged,
      Consumer<String> log) {
    this.bus = bus;
    this.port = port;
    this.pacer = pacer;
    this.baud = baud;
    this.nanos = nanos;
    this.unplugged = unplugged;
    this.log = log;
    thread = Thread.ofPlatform().name("wire-" + bus).daemon().unstarted(this::play);
  }

  /** Opens the port, then plays; throws if the port cannot be had at all. */
  public void start() throws IOException {
    port.open();
    open = true;
    thread.start();
  }

  private void play() {
    byte[] buffer = new byte[512];
    while (!stopped) {
      try {
        if (plugged()) {
          turn(buffer);
        } else {
          LockSupport.parkNanos(IDLE_NANOS);
        }
      } catch (IOException e) {
        leave();
        say("Bus " + bus + ": " + e.getMessage() + " Trying again.");
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
    leave();
  }

  private void turn(byte[] buffer) throws IOException {
    byte[] ready = pacer.toHost(nanos.getAsLong());
    if (ready.length > 0) {
      port.write(ready);
    }
    long now = nanos.getAsLong();
    long wait = Math.clamp(pacer.nextNanos(now) - now, 0, IDLE_NANOS);
    int read = port.read(buffer, wait);
    if (read < 0) {
      pacer.hungUp(nanos.getAsLong());
    } else if (read > 0) {
      pacer.fromHost(Arrays.copyOf(buffer, read), port.hostBaud(baud), nanos.getAsLong());
    }
  }

  private boolean plugged() throws IOException {
    boolean out = unplugged.getAsBoolean();
    if (open && out) {
      leave();
      say("Bus " + bus + " is unplugged: " + port.where() + " is gone.");
    } else if (!open && !out) {
      port.open();
      open = true;
      say("Bus " + bus + " is plugged in again: " + port.where() + ".");
    }
    return open;
  }

  /** What is the same again is not said again. */
  private void say(String sentence) {
    if (!sentence.equals(said)) {
      log.accept(sentence);
    }
    said = sentence;
  }

  private void leave() {
    port.close();
    pacer.cut(nanos.getAsLong());
    open = false;
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    port.close();
  }
}
