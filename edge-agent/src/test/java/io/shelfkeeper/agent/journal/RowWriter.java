package io.shelfkeeper.agent.journal;

import io.shelfkeeper.agent.core.audit.AuditHash;
import io.shelfkeeper.agent.core.facts.AuditEntry;
import io.shelfkeeper.agent.core.facts.AuditPoint;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.ports.Journal.JournalFailure;
import io.shelfkeeper.agent.ports.PlainPayloads;
import java.nio.file.Path;
import java.util.List;

/**
 * Commits numbered rows, one a commit, and prints each number once its commit has returned: {@code
 * RowWriter FOLDER ROWS}. Before the first it prints {@code from} and the last number found, and at
 * the end {@code failed} if the journal failed.
 */
final class RowWriter {
  private static final Moment AT = new Moment(1, 1, ClockTrust.UNKNOWN);

  private RowWriter() {}

  public static void main(String[] arguments) {
    int exit = 1;
    try {
      write(arguments);
      exit = 0;
    } catch (JournalFailure failure) {
      System.out.println("failed " + failure.kind());
    }
    // No close: a kill is a supported way to stop.
    Runtime.getRuntime().halt(exit);
  }

  private static void write(String[] arguments) {
    SqliteJournal journal = new SqliteJournal(Path.of(arguments[0]), new PlainPayloads());
    Recovered found = journal.open();
    if (found.incarnation() == null) {
      journal.commit(List.of(new Effect.StartIncarnation("aa", AT)));
    }
    long last = found.ends(Lane.FACT).last().seq();
    System.out.println("from " + last);
    AuditPoint end = found.audit().last();
    for (long seq = last + 1; seq <= last + Long.parseLong(arguments[1]); seq++) {
      String hash = AuditHash.of(end.hash(), seq, 1, AT, "alarm", "door/C1", "forced");
      end = new AuditPoint(seq, hash);
      journal.commit(
          List.of(
              new Effect.Append(Lane.FACT, seq, "i" + seq, 1, AT, PlainPayloads.FACT),
              new Effect.AppendAudit(
                  new AuditEntry(seq, 1, AT, "alarm", "door/C1", "forced", hash))));
      System.out.println(seq);
    }
  }
}
