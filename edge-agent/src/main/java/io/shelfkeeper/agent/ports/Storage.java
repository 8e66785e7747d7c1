package io.shelfkeeper.agent.ports;

import java.io.IOException;

/** What the medium under the data folder has to bear. */
public interface Storage {
  /**
   * @param freeBytes what the agent may still write there
   * @param journalBytes length of the journal's files
   * @param writtenBytes what this process gave to the medium since it started; the file system's
   *     own records come on top
   * @param runningMillis since when
   * @param cardTerabytes what may be written to the medium in its life, as the site file says
   */
  record Use(
      long freeBytes,
      long journalBytes,
      long writtenBytes,
      long runningMillis,
      double cardTerabytes) {}

  /**
   * As it is now.
   *
   * @throws IOException if the system does not tell
   */
  Use use() throws IOException;
}
