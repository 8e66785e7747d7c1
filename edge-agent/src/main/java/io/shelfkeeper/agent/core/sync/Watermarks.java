package io.shelfkeeper.agent.core.sync;

import io.shelfkeeper.agent.core.facts.LaneEnds;
import io.shelfkeeper.agent.core.facts.Mark;
import org.jspecify.annotations.Nullable;

/**
 * Compares the backend's mark of a lane with the journal's ends. Decides by number and event id
 * together; a number alone never releases a row, because an older copy of the journal may have been
 * restored and gone on under numbers already used.
 */
final class Watermarks {
  private Watermarks() {}

  /** What a mark of the backend says. */
  enum Verdict {
    /** It has what it had: nothing to do. */
    SAME,
    /** It has more of ours, and the event under its number is the one we mean. */
    AHEAD,
    /** The id under that number has to be looked up first. */
    LOOK_UP,
    /** It knows events that this journal does not have: the journal was restored. */
    JOURNAL_RESTORED,
    /** It has less than it acknowledged: an old answer, or the backend was restored. */
    BEHIND
  }

  /**
   * @param mark what the backend says it has
   * @param idThere id of our event under that number, null if it is not in memory
   */
  static Verdict judge(LaneEnds ends, Mark mark, @Nullable String idThere) {
    if (mark.seq() > ends.last().seq()) {
      return Verdict.JOURNAL_RESTORED;
    }
    if (mark.seq() < ends.acknowledged().seq()) {
      return Verdict.BEHIND;
    }
    String own = own(ends, mark.seq(), idThere);
    if (own == null) {
      return Verdict.LOOK_UP;
    }
    if (!own.equals(mark.id())) {
      return Verdict.JOURNAL_RESTORED;
    }
    return mark.seq() == ends.acknowledged().seq() ? Verdict.SAME : Verdict.AHEAD;
  }

  private static @Nullable String own(LaneEnds ends, long seq, @Nullable String idThere) {
    if (seq == ends.acknowledged().seq()) {
      return ends.acknowledged().id();
    }
    return seq == ends.last().seq() ? ends.last().id() : idThere;
  }
}
