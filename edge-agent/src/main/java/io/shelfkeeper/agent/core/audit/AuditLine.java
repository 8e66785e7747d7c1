package io.shelfkeeper.agent.core.audit;

import io.shelfkeeper.agent.core.facts.AuditKind;

/**
 * What an entry says, before it has its place in the log.
 *
 * @param subject see {@link io.shelfkeeper.agent.core.facts.AuditEntry}, as the others
 */
record AuditLine(AuditKind kind, String subject, String detail) {
  /** What others wrote is in here too, such as the id in a refused order. */
  private static final int TEXT_MAX = 512;

  AuditLine {
    subject = cut(subject);
    detail = cut(detail);
  }

  private static String cut(String text) {
    return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX);
  }
}
