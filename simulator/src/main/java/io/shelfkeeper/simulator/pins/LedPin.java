package io.shelfkeeper.simulator.pins;

/** A pin that the kernel drives as an LED, and whose pulses it ends. */
final class LedPin implements Pin {
  private final String name;
  private boolean isReady;
  private long shotFrom;
  private long shotUntil;

  LedPin(String name) {
    this.name = name;
  }

  boolean isReady() {
    return isReady;
  }

  /** Begins a pulse, unless one runs: the kernel takes no second. */
  void shoot(long from, long until) {
    if (from >= shotUntil) {
      shotFrom = from;
      shotUntil = until;
    }
  }

  void makeDark(long nanos) {
    isReady = true;
    shotUntil = Math.min(shotUntil, nanos);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String use() {
    return "led";
  }

  @Override
  public String holder() {
    return "the kernel";
  }

  @Override
  public boolean isDriven() {
    return true;
  }

  @Override
  public boolean driven(long nanos) {
    return shotFrom <= nanos && nanos < shotUntil;
  }

  @Override
  public long until() {
    return shotUntil;
  }

  @Override
  public boolean pulled(boolean otherwise) {
    return otherwise;
  }

  @Override
  public void see(boolean high) {}
}
