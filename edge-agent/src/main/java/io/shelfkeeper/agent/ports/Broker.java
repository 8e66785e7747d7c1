package io.shelfkeeper.agent.ports;

import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.core.facts.OutboxRow;

/**
 * The way to the backend. No method waits for the network; answers come through the inbox with the
 * attempt that they belong to. Never reconnects by itself: the core decides when.
 */
public interface Broker extends AutoCloseable {
  /**
   * Begins to connect; ends a connection that is still there. Answered by one {@code
   * BrokerConnected} or one {@code BrokerLost} with this attempt.
   *
   * @param attempt not used before, above the one before
   */
  void connect(long attempt);

  /**
   * Leaves politely: the broker then says at once that we are gone. Answered by a {@code
   * BrokerLost} unless the attempt has ended already.
   *
   * @param why for a person
   */
  void disconnect(long attempt, String why);

  /**
   * Sends with QoS 1, at the next {@link #flush} or earlier. Answered by a {@code PublicationDone}
   * with this token, or never if the connection ends first.
   *
   * @param token the caller's name for it
   * @param payload whole message; one that is larger than the broker takes is answered as such
   * @return false if it was not taken: the connection is another or gone, or the window is full; no
   *     answer will come
   */
  boolean publish(long attempt, long token, Channel channel, byte[] payload);

  /** The same for a row of the outbox, in its lane's channel. */
  default boolean publish(long attempt, long token, OutboxRow row, byte[] payload) {
    return publish(attempt, token, Channel.of(row.lane()), payload);
  }

  /** Lets go what was published: until then it may wait for company. */
  void flush();

  /**
   * Tells the broker that the message with this token is stored. Of another attempt, unknown or
   * told before: nothing happens.
   */
  void acknowledge(long attempt, long token);

  /**
   * Leaves politely, for a moment at most, and gives all threads back. Nothing is told any more.
   */
  @Override
  void close();
}
