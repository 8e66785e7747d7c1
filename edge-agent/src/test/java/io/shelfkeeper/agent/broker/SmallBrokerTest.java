package io.shelfkeeper.agent.broker;

import java.io.IOException;

/** The tests' own broker keeps the contract too, so what runs against it says something. */
class SmallBrokerTest extends BrokerContract {
  @Override
  Running start() throws IOException {
    return new SmallBroker();
  }
}
