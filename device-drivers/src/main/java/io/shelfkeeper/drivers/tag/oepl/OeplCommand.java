package io.shelfkeeper.drivers.tag.oepl;

import io.shelfkeeper.drivers.tag.oepl.OeplFrame.Answer;

/**
 * One command on its way, until its answer has come or nobody waits for it any more. Answers do not
 * say what they answer: so there is one command at a time, and behind one that was repeated a
 * silence in which a second answer is thrown away. Times are monotonic nanoseconds.
 */
final class OeplCommand {
  /** What the description gives a node to answer. */
  static final long ANSWER_NANOS = 200_000_000L;

  private static final byte[] NOTHING = {};

  private byte[] bytes = NOTHING;
  private int tries;
  private int sent;
  private boolean waiting;
  private boolean toSend;
  private long untilNanos;

  /** What became of it. */
  enum Outcome {
    PENDING,
    TAKEN,
    NOT_TAKEN,
    FULL,
    UNANSWERED
  }

  /**
   * @param triesMax how often it is said before it counts as unanswered
   */
  void begin(byte[] command, int triesMax) {
    bytes = command;
    tries = triesMax;
    sent = 0;
    waiting = true;
    toSend = true;
  }

  /** Forgets it; what may still be answered is heard by nobody until then. */
  void drop(long silentUntilNanos) {
    waiting = false;
    toSend = false;
    untilNanos = silentUntilNanos;
  }

  /** Whether another one may begin. */
  boolean isFree(long now) {
    return !waiting && now - untilNanos >= 0;
  }

  boolean isWaiting() {
    return waiting;
  }

  /** When {@link #tick} or {@link #isFree} will say something else. */
  long untilNanos() {
    return untilNanos;
  }

  /** Takes an answer. */
  Outcome hear(Answer answer, long now) {
    if (!waiting || toSend) {
      return Outcome.PENDING;
    }
    if (answer == Answer.NOT_TAKEN && sent < tries) {
      // It came broken; the node is ready for it again.
      toSend = true;
      return Outcome.PENDING;
    }
    drop(sent > 1 ? now + ANSWER_NANOS : now);
    return switch (answer) {
      case TAKEN -> Outcome.TAKEN;
      case NOT_TAKEN -> Outcome.NOT_TAKEN;
      case FULL -> Outcome.FULL;
    };
  }

  /** Says whether time is up. */
  Outcome tick(long now) {
    if (!waiting || toSend || now - untilNanos < 0) {
      return Outcome.PENDING;
    }
    if (sent < tries) {
      toSend = true;
      return Outcome.PENDING;
    }
    drop(now);
    return Outcome.UNANSWERED;
  }

  /** What has to be written now, often nothing. */
  byte[] due(long now) {
    if (!toSend) {
      return NOTHING;
    }
    toSend = false;
    sent++;
    untilNanos = now + ANSWER_NANOS;
    return bytes;
  }
}
