package io.shelfkeeper.simulator.models;

import java.util.List;

/** A far end that takes turns with all others of its shop: they share one world. */
public record Guarded(FarEnd farEnd, Object turn) implements FarEnd {

  @Override
  public List<Sending> hear(byte[] bytes, int hostBaud, long nanos) {
    synchronized (turn) {
      return farEnd.hear(bytes, hostBaud, nanos);
    }
  }

  @Override
  public List<Sending> idle(int hostBaud, long nanos) {
    synchronized (turn) {
      return farEnd.idle(hostBaud, nanos);
    }
  }

  @Override
  public void hungUp(long nanos) {
    synchronized (turn) {
      farEnd.hungUp(nanos);
    }
  }

  @Override
  public long wakeNanos() {
    synchronized (turn) {
      return farEnd.wakeNanos();
    }
  }
}
