package io.shelfkeeper.agent.ports;

import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.Mark;

/**
 * What the broker has taken, where its word is the last one. The journal hears of it in a later
 * commit, to spare the storage; a process that is killed before that would send all of it again.
 */
public interface Receipts extends AutoCloseable {
  /** Where the backend itself says how far it is, nothing has to be noted. */
  Receipts NONE =
      new Receipts() {
        @Override
        public void begin() {}

        @Override
        public void keep(String incarnation, Lane lane, Mark taken) {}

        @Override
        public void close() {}
      };

  /** A connection begins: what could not be written for the last one is tried again. */
  void begin();

  /**
   * Writes down that the broker has a lane's rows up to this one, so that it survives the end of
   * this process. One that is behind what was written before changes nothing. Like all methods not
   * to be called by two threads at once.
   */
  void keep(String incarnation, Lane lane, Mark taken);

  @Override
  void close();
}
