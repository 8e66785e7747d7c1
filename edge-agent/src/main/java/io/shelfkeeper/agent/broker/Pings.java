package io.shelfkeeper.agent.broker;

import io.shelfkeeper.agent.core.time.Moment;
import org.eclipse.paho.mqttv5.client.MqttPingSender;
import org.eclipse.paho.mqttv5.client.internal.ClientComms;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the connection alive from the connector's own thread. The library's own pinger is a timer
 * with a thread of its own per client, which stays behind when a client is given up.
 */
final class Pings implements MqttPingSender {
  private final io.shelfkeeper.agent.ports.Clock clock;
  private @Nullable ClientComms comms;
  private boolean running;
  private long dueNanos;

  Pings(io.shelfkeeper.agent.ports.Clock clock) {
    this.clock = clock;
  }

  /** To be called often: sends a ping or notices that the last one was not answered. */
  void tick() {
    ClientComms due = due();
    if (due != null) {
      due.checkForActivity();
    }
  }

  private synchronized @Nullable ClientComms due() {
    return running && clock.now().nanos() - dueNanos >= 0 ? comms : null;
  }

  @Override
  public synchronized void init(ClientComms clientComms) {
    comms = clientComms;
  }

  @Override
  public synchronized void start() {
    ClientComms client = comms;
    if (client != null) {
      running = true;
      schedule(client.getKeepAlive());
    }
  }

  @Override
  public synchronized void stop() {
    running = false;
  }

  @Override
  public synchronized void schedule(long delayMillis) {
    dueNanos = clock.now().nanos() + delayMillis * Moment.NANOS_PER_MILLI;
  }
}
