package io.shelfkeeper.agent.health;

/**
 * The way to the service manager. What cannot be delivered is dropped: it will judge by silence.
 */
interface NotifySocket extends AutoCloseable {
  void send(String message);

  @Override
  void close();

  NotifySocket NONE =
      new NotifySocket() {
        @Override
        public void send(String message) {}

        @Override
        public void close() {}
      };
}
