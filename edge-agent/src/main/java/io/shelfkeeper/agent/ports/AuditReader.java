package io.shelfkeeper.agent.ports;

import io.shelfkeeper.agent.core.audit.AuditWalk;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The audit log of a data directory, for people. Never changes a file there, and never keeps an
 * agent from writing that runs meanwhile.
 */
public interface AuditReader {

  /**
   * Walks the whole log.
   *
   * @throws java.nio.file.NoSuchFileException if there is no journal
   * @throws IOException if it cannot be read, with what to check
   */
  AuditWalk.Verdict verify(Path data, AuditWalk.Known known) throws IOException;
}
