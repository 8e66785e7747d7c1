package io.shelfkeeper.agent.ports;

/** Told by the loop that it makes progress; silence means that somebody should restart us. */
public interface Watchdog {
  void ready();

  void progress();

  void stopping();
}
