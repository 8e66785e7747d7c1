package io.shelfkeeper.agent.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.audit.AuditWalk;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.ports.PlainPayloads;
import java.io.IOException;
import java.nio.file.Path;

/** What {@link RowWriter} has left behind, however it ended. */
final class WrittenRows {
  private WrittenRows() {}

  /**
   * Opens the journal and looks whether nothing is missing.
   *
   * @param printed the last number that the writer said was written
   * @param what told if something is
   */
  static void assertWhole(Path folder, long printed, String what) throws IOException {
    // A commit under way may have come through without having been said.
    assertWhole(folder, printed, printed + 1, what);
  }

  /**
   * The same where it is not known how far the writer has come.
   *
   * @param least so much was written for certain
   * @param most and no more than that
   */
  static void assertWhole(Path folder, long least, long most, String what) throws IOException {
    try (SqliteJournal journal = new SqliteJournal(folder, new PlainPayloads())) {
      Recovered found = journal.open();
      assertEquals(null, found.quarantined(), what);
      long last = found.ends(Lane.FACT).last().seq();
      assertTrue(last >= least && last <= most, what + ": " + least + ", " + last);
      assertEquals(last, journal.rows(Lane.FACT, 1, 1_000_000).size(), what);
      assertEquals(last, found.audit().last().entries(), what);
    }
    AuditWalk.Verdict audit = new AuditFile().verify(folder, AuditWalk.Known.NOTHING);
    assertEquals(null, audit.found(), what);
  }
}
