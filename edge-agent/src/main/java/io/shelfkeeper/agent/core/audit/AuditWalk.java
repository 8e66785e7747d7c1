package io.shelfkeeper.agent.core.audit;

import io.shelfkeeper.agent.core.facts.AuditEntry;
import io.shelfkeeper.agent.core.facts.Checkpoint;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks an audit log from its first entry and finds the first place where it is not what was
 * written. Believes nothing that stands in the log alone: who can write the log can write all of it
 * anew, and only checkpoints that were kept elsewhere show that.
 */
public final class AuditWalk {
  private final Digest digest;
  private final Deque<Checkpoint> ahead;

  private @Nullable AuditEntry last;
  private String hash = "";
  private @Nullable Break found;

  /**
   * @param outside checkpoints as the backend has them, in any order
   */
  public AuditWalk(Digest digest, List<Checkpoint> outside) {
    this.digest = digest;
    ahead =
        new ArrayDeque<>(
            outside.stream().sorted(Comparator.comparingLong(Checkpoint::number)).toList());
  }

  /**
   * The first place that is wrong.
   *
   * @param number the entry from which on nothing can be believed
   */
  public record Break(long number, String why) {}

  /** The next entry; after a break nothing more is looked at. */
  public void accept(AuditEntry entry) {
    if (found != null) {
      return;
    }
    found = judge(entry);
    last = entry;
    hash = AuditHash.of(entry, digest);
    if (found == null) {
      found = judgeCheckpoints(entry.number());
    }
  }

  private @Nullable Break judge(AuditEntry entry) {
    AuditEntry before = last;
    if (before == null) {
      return entry.number() == 1
          ? null
          : new Break(1, "the log begins with entry " + entry.number());
    }
    long expected = before.number() + 1;
    if (entry.number() != expected) {
      return new Break(expected, "entry " + entry.number() + " stands in its place");
    }
    if (!entry.previous().equals(hash)) {
      return new Break(
          before.number(), "entry " + entry.number() + " was written after another one than this");
    }
    return null;
  }

  private @Nullable Break judgeCheckpoints(long number) {
    while (!ahead.isEmpty() && ahead.getFirst().number() <= number) {
      Checkpoint checkpoint = ahead.removeFirst();
      if (checkpoint.number() == number && !checkpoint.hash().equals(hash)) {
        return new Break(
            number, "the checkpoint kept outside has another hash: the log was written anew");
      }
    }
    return null;
  }

  /** Nothing more comes: the first break, or null if the log is what was written. */
  public @Nullable Break end() {
    if (found == null && !ahead.isEmpty()) {
      long reached = last == null ? 0 : last.number();
      found =
          new Break(
              reached + 1,
              "the log ends here, and a checkpoint kept outside knows entry "
                  + ahead.getLast().number());
    }
    return found;
  }

  /** How far the log reaches, for people: number and hash of its last entry. */
  public Checkpoint reached() {
    return last == null ? new Checkpoint(0, "") : new Checkpoint(last.number(), hash);
  }
}
