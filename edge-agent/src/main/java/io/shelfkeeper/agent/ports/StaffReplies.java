package io.shelfkeeper.agent.ports;

import io.shelfkeeper.agent.core.step.StaffAnswer;

/** Takes the answer to a {@code StaffAsked} back to whoever asked. Called on the loop thread. */
public interface StaffReplies {
  /**
   * @param token the one of the request; the answer is dropped if nobody waits for it any more
   */
  void answer(long token, StaffAnswer answer);
}
