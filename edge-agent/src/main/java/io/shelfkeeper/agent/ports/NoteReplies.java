package io.shelfkeeper.agent.ports;

/** Takes word back to another program that its lines are durable. Called on the loop thread. */
public interface NoteReplies {
  /**
   * Every line of this connection up to {@code upTo} would survive a power cut now.
   *
   * @param connection dropped if it has ended meanwhile
   */
  void answer(long connection, long upTo);
}
