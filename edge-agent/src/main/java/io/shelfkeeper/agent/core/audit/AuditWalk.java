package io.shelfkeeper.agent.core.audit;

import io.shelfkeeper.agent.core.facts.AuditEntry;
import io.shelfkeeper.agent.core.facts.AuditPoint;
import io.shelfkeeper.agent.core.facts.Fact;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks an audit log from its first entry and finds the first place where it is not what was
 * written. Never says that a log is genuine: whoever can write the file can write all of it anew,
 * and only a key and a point that were kept elsewhere show that.
 */
public final class AuditWalk {
  private final List<Fact.AuditCheckpoint> checkpoints;
  private final Deque<Fact.AuditCheckpoint> ahead;
  private final Known known;

  private @Nullable AuditEntry first;
  private @Nullable AuditEntry last;
  private AuditPoint reached = AuditPoint.NONE;
  private @Nullable Break found;

  /**
   * What is known from outside of the device.
   *
   * @param key public key of the device in base64url, or null: then each checkpoint's own is taken
   * @param point a checkpoint as the backend has it, or null
   */
  public record Known(@Nullable String key, @Nullable AuditPoint point) {
    public static final Known NOTHING = new Known(null, null);
  }

  /**
   * The first place that is wrong.
   *
   * @param entry the number from which on nothing can be believed
   * @param what what is wrong there, in a sentence
   * @param check what to look at next, in a sentence
   */
  public record Break(long entry, String what, String check) {}

  /**
   * What was found.
   *
   * @param first oldest entry, null in an empty log
   * @param last newest entry, or the last one that was looked at before the break
   * @param checkpoints all that the log holds, in order
   * @param found null if there is no break
   */
  public record Verdict(
      @Nullable AuditEntry first,
      @Nullable AuditEntry last,
      List<Fact.AuditCheckpoint> checkpoints,
      @Nullable Break found) {
    /** Entries that were looked at. */
    public long entries() {
      return first == null || last == null ? 0 : last.number() - first.number() + 1;
    }
  }

  /**
   * @param checkpoints as they lie beside the log, in any order
   */
  public AuditWalk(List<Fact.AuditCheckpoint> checkpoints, Known known) {
    this.checkpoints =
        checkpoints.stream()
            .sorted(Comparator.comparingLong(Fact.AuditCheckpoint::entries))
            .toList();
    this.known = known;
    ahead = new ArrayDeque<>(this.checkpoints);
  }

  /** The next entry; after a break nothing more is looked at. */
  public void accept(AuditEntry entry) {
    if (found != null) {
      return;
    }
    if (first == null) {
      begin(entry);
      first = entry;
    }
    if (found == null) {
      link(entry);
    }
    last = entry;
    reached = new AuditPoint(entry.number(), entry.hash());
    judgeCheckpoints();
    judgeOutside();
  }

  /** Entries that were let go end at a checkpoint, which stays and vouches for the rest. */
  private void begin(AuditEntry entry) {
    if (entry.number() == 1) {
      return;
    }
    Fact.AuditCheckpoint before = ahead.peekFirst();
    if (before != null && before.entries() == entry.number() - 1) {
      reached = new AuditPoint(before.entries(), before.hash());
      judgeCheckpoints();
    } else {
      broken(
          1,
          "The log begins with entry %d, and no checkpoint says what was before."
              .formatted(entry.number()),
          "Entries before it were taken out. Look for an older copy of the journal.");
    }
  }

  private void link(AuditEntry entry) {
    long expected = reached.entries() + 1;
    if (entry.number() != expected) {
      broken(
          expected,
          "It is missing; entry %d stands in its place.".formatted(entry.number()),
          "Somebody took it out. Look for an older copy of the journal that has it.");
      return;
    }
    String hash =
        AuditHash.of(
            reached.hash(),
            entry.number(),
            entry.boot(),
            entry.at(),
            entry.kind(),
            entry.subject(),
            entry.detail());
    if (!hash.equals(entry.hash())) {
      broken(
          expected,
          "Its hash does not fit to what it says and to the entry before it.",
          "It was changed, or swapped with another, or the file is damaged. Compare it with an"
              + " older copy of the journal, and look at who could write the data folder.");
    }
  }

  private void judgeCheckpoints() {
    while (found == null && !ahead.isEmpty() && ahead.getFirst().entries() <= reached.entries()) {
      Fact.AuditCheckpoint checkpoint = ahead.removeFirst();
      if (checkpoint.entries() == reached.entries() && !checkpoint.hash().equals(reached.hash())) {
        broken(
            reached.entries(),
            "A checkpoint was made over another entry than this one.",
            "The log was written anew after that checkpoint. The backend has the checkpoint too:"
                + " compare.");
      } else if (known.key() != null && !known.key().equals(checkpoint.key())) {
        broken(
            checkpoint.entries(),
            "The checkpoint there is signed with another key: " + checkpoint.key() + ".",
            "The device got another key of its own, which the log then tells and the backend"
                + " knows, or somebody else wrote this log.");
      } else if (!Checkpoints.isSigned(checkpoint)) {
        broken(
            checkpoint.entries(),
            "The signature of the checkpoint there is not that of its key.",
            "The checkpoint was changed, or the file is damaged. The backend has it too: compare.");
      }
    }
  }

  private void judgeOutside() {
    AuditPoint point = known.point();
    if (point != null && point.entries() == reached.entries() && !point.equals(reached)) {
      broken(
          reached.entries(),
          "The backend's checkpoint was made over another entry than this one.",
          "The log was written anew. Believe the backend, and keep this journal as evidence.");
    }
  }

  /** Nothing more comes. */
  public Verdict end() {
    AuditPoint point = known.point();
    if (found == null && point != null && point.entries() > reached.entries()) {
      cut(point.entries(), "the backend's checkpoint");
    }
    if (found == null && !ahead.isEmpty()) {
      cut(ahead.getLast().entries(), "a checkpoint beside it");
    }
    return new Verdict(first, last, checkpoints, found);
  }

  private void cut(long known, String who) {
    broken(
        reached.entries() + 1,
        "The log ends before it, but %s knows entry %d.".formatted(who, known),
        "The end was cut off, or an older copy of the journal was put back. Look for the newer"
            + " one.");
  }

  private void broken(long entry, String what, String check) {
    if (found == null) {
      found = new Break(entry, what, check);
    }
  }
}
