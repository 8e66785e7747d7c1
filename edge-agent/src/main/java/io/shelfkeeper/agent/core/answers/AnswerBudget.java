package io.shelfkeeper.agent.core.answers;

import io.shelfkeeper.agent.core.time.Moment;

/**
 * How many answers may still be given: each is a row that is never dropped, and a stranger can send
 * without end. Never limits what an order does, only what is said about it.
 */
public final class AnswerBudget {
  /** Answered one by one; a flood beyond that is summed up once a minute. */
  public static final int ANSWERS_MAX = 60;

  private static final long REFILL_NANOS = Moment.NANOS_PER_SECOND;
  private static final long SUMMARY_NANOS = 60 * Moment.NANOS_PER_SECOND;

  private int answers = ANSWERS_MAX;
  private long refilledNanos = Long.MIN_VALUE;
  private long summaryNanos = Long.MIN_VALUE;
  private long unanswered;

  /** Takes leave for one answer. */
  boolean take(long now) {
    if (refilledNanos == Long.MIN_VALUE) {
      refilledNanos = now;
    }
    long refill = (now - refilledNanos) / REFILL_NANOS;
    if (refill > 0) {
      answers = (int) Math.min(ANSWERS_MAX, answers + refill);
      refilledNanos += refill * REFILL_NANOS;
    }
    if (answers == 0) {
      return false;
    }
    answers--;
    return true;
  }

  /**
   * One that gets no answer of its own.
   *
   * @return how many so far if it is time to say so, else 0
   */
  long takeSummary(long now) {
    unanswered++;
    if (summaryNanos != Long.MIN_VALUE && now - summaryNanos < SUMMARY_NANOS) {
      return 0;
    }
    summaryNanos = now;
    return unanswered;
  }
}
