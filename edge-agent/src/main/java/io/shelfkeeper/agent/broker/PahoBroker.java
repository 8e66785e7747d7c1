package io.shelfkeeper.agent.broker;

import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.ports.Broker;
import io.shelfkeeper.agent.ports.Clock;
import io.shelfkeeper.agent.ports.Inputs;
import io.shelfkeeper.agent.ports.Payloads;
import io.shelfkeeper.agent.ports.Receipts;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.eclipse.paho.mqttv5.client.logging.LoggerFactory;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;

/**
 * MQTT 5 through Eclipse Paho. One thread opens, watches and closes connections, because the
 * library waits; every other method only leaves a wish. Never reconnects by itself, never uses a
 * client twice, and keeps no message of ours: the journal does.
 */
public final class PahoBroker implements Broker {
  private static final long TICK_MILLIS_MAX = 1_000;

  // For the process.
  private final BrokerSettings settings;
  private final Clock clock;
  private final Inputs inputs;
  private final Payloads payloads;
  private final Receipts receipts;
  private final LongFunction<byte[]> will;
  private final long tickMillis;
  private final LinkedBlockingQueue<Runnable> wishes = new LinkedBlockingQueue<>();
  private final Thread connector;
  private volatile boolean closing;

  // For this connection.
  private volatile @Nullable Attempt current;

  /**
   * @param receipts hears which rows the broker has taken
   * @param will what the broker shall say in our name when the connection of an attempt ends
   */
  public PahoBroker(
      BrokerSettings settings,
      Clock clock,
      Inputs inputs,
      Payloads payloads,
      Receipts receipts,
      LongFunction<byte[]> will) {
    LoggerFactory.setLogger(SilentLogger.class.getName());
    this.settings = settings;
    this.clock = clock;
    this.inputs = inputs;
    this.payloads = payloads;
    this.receipts = SharedReceipts.of(receipts);
    this.will = will;
    this.tickMillis = Math.clamp(settings.limits().deafMillis() / 8, 10, TICK_MILLIS_MAX);
    this.connector = Thread.ofPlatform().daemon().name("broker").unstarted(this::run);
    connector.start();
  }

  @Override
  public void connect(long attempt) {
    wishes.add(() -> open(attempt));
  }

  @Override
  public void disconnect(long attempt, String why) {
    Attempt open = current;
    if (open != null && open.number() == attempt && open.isOpening()) {
      // The connector waits for this very connection; a cut lets it go on.
      open.cut();
    }
    wishes.add(() -> leave(attempt, why));
  }

  @Override
  public boolean publish(long attempt, long token, Channel channel, byte[] payload) {
    Attempt open = current;
    return open != null && open.number() == attempt && open.publish(token, channel, payload);
  }

  @Override
  public boolean publish(long attempt, long token, OutboxRow row, byte[] payload) {
    Attempt open = current;
    return open != null && open.number() == attempt && open.publish(token, row, payload);
  }

  @Override
  public void flush() {
    Attempt open = current;
    if (open != null) {
      open.flush();
    }
  }

  @Override
  public void acknowledge(long attempt, long token) {
    Attempt open = current;
    if (open != null && open.number() == attempt) {
      open.acknowledge(token);
    }
  }

  /** Leaves the broker; takes at most as long as the last packet may take. */
  @Override
  public void close() {
    closing = true;
    Attempt open = current;
    if (open != null && open.isOpening()) {
      open.cut();
    }
    wishes.add(() -> {});
    try {
      connector.join(settings.limits().disconnectMillis() + TICK_MILLIS_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closing) {
      try {
        Runnable wish = wishes.poll(tickMillis, TimeUnit.MILLISECONDS);
        if (wish != null) {
          wish.run();
        }
      } catch (InterruptedException e) {
        break;
      }
      Attempt open = current;
      if (open != null) {
        open.tick();
      }
    }
    end(true);
  }

  private void open(long attempt) {
    end(true);
    try {
      BrokerSettings.Tls files = settings.tls();
      TlsIdentity tls = files == null ? null : TlsIdentity.of(files, clock.now().wallMillis());
      Attempt next =
          new Attempt(
              attempt,
              settings,
              tls,
              clock,
              inputs,
              payloads::read,
              receipts,
              () -> wishes.add(() -> dispose(attempt)));
      current = next;
      if (!closing) {
        next.open(will.apply(attempt));
      }
    } catch (IOException | GeneralSecurityException e) {
      refuse(
          attempt,
          "a TLS file cannot be used (%s). Check the files named under broker in the site file."
              .formatted(e));
    } catch (MqttException | IllegalArgumentException e) {
      refuse(attempt, "the address cannot be used (%s). Check the site file.".formatted(e));
    }
  }

  private void refuse(long attempt, String why) {
    inputs.post(
        new Input.BrokerLost(
            attempt, -1, "No connection to the broker " + settings.url() + ": " + why));
  }

  private void leave(long attempt, String why) {
    Attempt open = current;
    if (open != null && open.number() == attempt) {
      open.leave(false);
      open.lost(0, why);
      end(false);
    }
  }

  private void dispose(long attempt) {
    Attempt open = current;
    if (open != null && open.number() == attempt) {
      end(false);
    }
  }

  private void end(boolean politely) {
    Attempt open = current;
    if (open != null) {
      if (politely) {
        open.leave(true);
      }
      current = null;
      open.dispose();
    }
  }
}
