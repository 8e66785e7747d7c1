package io.shelfkeeper.agent.local;

/** One connection of a {@link SocketServer}, used by its thread only. */
interface SocketClient {
  /** Goes on with whatever the channel is ready for. */
  void ready();

  /** Whether it has ended; one that may not stay any longer is ended. */
  boolean hasEnded(long nowNanos);

  void close();
}
