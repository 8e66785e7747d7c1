package io.shelfkeeper.agent.ports;

import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.core.facts.OutboxRow;

/**
 * The way to the backend. No method waits for the network; answers come through the inbox with the
 * attempt that they belong to. Never reconnects by itself: the core decides when.
 */
public interface Broker extends AutoCloseable {

  void connect(long attempt);

  void disconnect(long attempt, String why);

  /**
   * Sends with QoS 1, at the next {@link #flush} or earlier.
   *
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

  /** Tells the broker that the message with this token is stored. */
  void acknowledge(long attempt, long token);

  @Override
  void close();
}
