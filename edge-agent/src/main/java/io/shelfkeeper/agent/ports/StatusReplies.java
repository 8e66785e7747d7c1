package io.shelfkeeper.agent.ports;

import io.shelfkeeper.agent.core.step.Status;

/** Takes the answer to a {@code StatusAsked} back to whoever asked. Called on the loop thread. */
public interface StatusReplies {
  /**
   * @param token the one of the question; the answer is dropped if nobody waits for it any more
   * @param journal what the journal holds
   */
  void answer(long token, Status status, JournalUse journal);
}
