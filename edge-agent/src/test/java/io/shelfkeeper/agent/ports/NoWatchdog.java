package io.shelfkeeper.agent.ports;

/** Nobody watches. */
public final class NoWatchdog implements Watchdog {
  @Override
  public void ready() {}

  @Override
  public void progress() {}

  @Override
  public void stopping() {}
}
