package io.shelfkeeper.agent.simulation;

import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.ports.Broker;
import io.shelfkeeper.agent.ports.Inputs;

/** The agent's end of the {@link Cloud} in one life. */
final class ModelBroker implements Broker {
  private final Cloud cloud;
  private final Inputs inputs;
  private final Fuse fuse;
  private final Runnable connected;

  ModelBroker(Cloud cloud, Inputs inputs, Fuse fuse, Runnable connected) {
    this.cloud = cloud;
    this.inputs = inputs;
    this.fuse = fuse;
    this.connected = connected;
  }

  @Override
  public void connect(long attempt) {
    fuse.pass("before a connect");
    connected.run();
    cloud.connect(inputs, attempt);
  }

  @Override
  public void disconnect(long attempt, String why) {
    cloud.disconnect(attempt);
  }

  @Override
  public boolean publish(long attempt, long token, Channel channel, byte[] payload) {
    fuse.pass("before a publication");
    boolean taken = cloud.publish(attempt, token, channel, payload);
    fuse.pass("after a publication");
    return taken;
  }

  @Override
  public void flush() {}

  @Override
  public void acknowledge(long attempt, long token) {
    fuse.pass("before an acknowledgement");
    cloud.acknowledge(attempt, token);
  }

  @Override
  public void close() {}
}
