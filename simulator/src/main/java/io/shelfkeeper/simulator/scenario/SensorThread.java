package io.shelfkeeper.simulator.scenario;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Writes the files of all sensors in a thread of its own, until it is closed. */
final class SensorThread implements AutoCloseable {
  /** A folder that cannot be written is tried again, and told once. */
  private static final long AGAIN_NANOS = 1_000_000_000L;

  private final Stage stage;
  private final LongSupplier nanos;
  private final Consumer<String> log;
  private final Thread thread;
  private volatile boolean ending;
  private boolean told;

  private SensorThread(Stage stage, LongSupplier nanos, Consumer<String> log) {
    this.stage = stage;
    this.nanos = nanos;
    this.log = log;
    thread = Thread.ofPlatform().name("sensors").daemon().unstarted(this::run);
  }

  /**
   * @throws IOException if a folder cannot be had; the message says what to do
   */
  static SensorThread start(Stage stage, LongSupplier nanos, Consumer<String> log)
      throws IOException {
    stage.makeSensors();
    stage.playSensors(nanos.getAsLong());
    SensorThread sensors = new SensorThread(stage, nanos, log);
    sensors.thread.start();
    return sensors;
  }

  private void run() {
    while (!ending) {
      long now = nanos.getAsLong();
      long next;
      try {
        next = stage.playSensors(now);
        told = false;
      } catch (IOException e) {
        next = now + AGAIN_NANOS;
        if (!told) {
          log.accept("the files of sensors cannot be written: " + e);
          told = true;
        }
      }
      for (long left = next - nanos.getAsLong();
          left > 0 && !ending;
          left = next - nanos.getAsLong()) {
        LockSupport.parkNanos(left);
      }
    }
  }

  @Override
  public void close() {
    ending = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
      stage.clearSensors();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      log.accept("the files of sensors stay behind: " + e);
    }
  }
}
