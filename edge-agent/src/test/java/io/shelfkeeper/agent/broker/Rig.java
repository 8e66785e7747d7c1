package io.shelfkeeper.agent.broker;

import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.ports.Clock;
import io.shelfkeeper.agent.ports.Receipts;
import io.shelfkeeper.agent.ports.SilentPayloads;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A broker client with short limits, its inbox, and the far end it talks to. */
final class Rig implements AutoCloseable {
  /** For a machine that is busy with other tests. */
  static final BrokerSettings.Limits PATIENT = limits(60_000, 60_000, 2_000, 20, 60_000);

  /** For what never comes. */
  static final BrokerSettings.Limits SHORT = limits(1_500, 700, 500, 20, 10_000);

  static final Clock CLOCK =
      () -> new Moment(System.currentTimeMillis(), System.nanoTime(), ClockTrust.TRUSTED);
  static final String ROOT = "sk/v1/shop-1/dev-1/";

  final RecordedInputs inputs = new RecordedInputs();
  final PahoBroker broker;

  Rig(int port) {
    this(port, PATIENT);
  }

  Rig(int port, BrokerSettings.Limits limits) {
    this("127.0.0.1", port, null, limits, CLOCK);
  }

  Rig(
      String host,
      int port,
      BrokerSettings.@Nullable Tls tls,
      BrokerSettings.Limits limits,
      Clock clock) {
    BrokerSettings settings =
        new BrokerSettings(host, port, tls, "shop-1.dev-1", "shop-1", "dev-1", limits);
    broker =
        new PahoBroker(
            settings, clock, inputs, new Echo(), Receipts.NONE, attempt -> text("gone " + attempt));
  }

  /** With a window of eight, all of which may be on the wire. */
  static BrokerSettings.Limits limits(
      long connectMillis,
      long subscribeMillis,
      long disconnectMillis,
      int keepAliveSeconds,
      long deafMillis) {
    return new BrokerSettings.Limits(
        connectMillis,
        subscribeMillis,
        disconnectMillis,
        keepAliveSeconds,
        deafMillis,
        262_144,
        16,
        8,
        8);
  }

  /** Connects and waits until the news is there. */
  Input.BrokerConnected connected(long attempt) {
    broker.connect(attempt);
    return inputs.next(Input.BrokerConnected.class);
  }

  /** Connects and waits for the bad news. */
  Input.BrokerLost lost(long attempt) {
    broker.connect(attempt);
    return inputs.next(Input.BrokerLost.class);
  }

  boolean publish(long attempt, long token) {
    boolean taken = broker.publish(attempt, token, Channel.UP_FACT, text("event " + token));
    broker.flush();
    return taken;
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    broker.close();
  }

  /** Reads every message as a question, with its text as the query. */
  private static final class Echo extends SilentPayloads {
    @Override
    public Input read(Channel channel, byte[] payload) {
      return new Input.StateAsked(new String(payload, StandardCharsets.UTF_8));
    }
  }
}
