package io.shelfkeeper.agent.broker;

import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.ports.Clock;
import io.shelfkeeper.agent.ports.Inputs;
import io.shelfkeeper.agent.ports.Receipts;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;

/**
 * One connection from its first packet to its last, with a client of its own that is never used
 * again. It tells its end exactly once, and nothing after it.
 */
final class Attempt {
  private static final long SLICE_MILLIS = 200;

  /**
   * A broker under load sends each of its words alone, and to be woken for each costs both sides
   * more than the word. The shortest pause that the system makes is long enough: 60 to 200
   * microseconds.
   */
  private static final long GATHER_NANOS = 1;

  private static final String UNREADABLE =
      "a packet of the broker could not be read. Check the broker's log and version.";

  private enum Phase {
    OPENING,
    OPEN,
    ENDED
  }

  // For the process.
  private final BrokerSettings settings;
  private final Topics topics;
  private final Clock clock;
  private final Inputs inputs;

  // For this connection.
  private final long number;
  private final Runnable whenLost;
  private final Receipts receipts;
  private final GuardedSockets sockets;
  private final Pings pings;
  private final Downlink downlink;
  private final MqttAsyncClient client;
  private final ReceiptBook book;
  private final Publisher publisher = new Publisher(this::lost);
  private final Answers answers;
  private Phase phase = Phase.OPENING;
  private long packetMaximum;
  private volatile long heardNanos;

  /**
   * @param tls null for a plain connection
   * @param whenLost called once, from any thread, when the connection ended without being asked to
   */
  Attempt(
      long number,
      BrokerSettings settings,
      @Nullable TlsIdentity tls,
      Clock clock,
      Inputs inputs,
      Downlink.Reader reader,
      Receipts receipts,
      Runnable whenLost)
      throws MqttException {
    this.number = number;
    this.settings = settings;
    this.topics = new Topics(settings.site(), settings.device());
    this.clock = clock;
    this.inputs = inputs;
    this.answers = new Answers(inputs);
    this.receipts = receipts;
    this.book = new ReceiptBook(receipts);
    this.whenLost = whenLost;
    this.sockets =
        new GuardedSockets(
            () -> new GuardedSocket(settings, tls, this::heard, this::unreadable, new Heard()));
    this.pings = new Pings(clock);
    this.client =
        new MqttAsyncClient(
            "tcp://"
                + (settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host())
                + ":"
                + settings.port(),
            settings.clientId(),
            new MemoryPersistence(),
            pings,
            null);
    this.downlink = new Downlink(number, topics, inputs, reader, settings.limits(), this);
  }

  long number() {
    return number;
  }

  /**
   * Connects and subscribes; waits for the network, but never longer than the limits say. Tells the
   * outcome through the inputs.
   *
   * @param will what the broker says in our name when the connection ends
   */
  void open(byte[] will) {
    BrokerSettings.Limits limits = settings.limits();
    try {
      client.setManualAcks(true);
      client.setCallback(downlink);
      Reply connect = new Reply();
      client.connect(options(will), null, connect);
      IMqttToken connected =
          await(connect, limits.connectMillis(), "the broker did not answer in %d ms");
      Input.BrokerConnected granted = granted(connected);
      Reply subscribe = new Reply();
      client.subscribe(subscriptions(), null, subscribe, new MqttProperties());
      IMqttToken subscribed =
          await(
              subscribe, limits.subscribeMillis(), "the subscriptions were not answered in %d ms");
      checkGranted(subscribed.getReasonCodes());
      opened(granted);
    } catch (Refused e) {
      lost(e.code, e.why);
    } catch (MqttException e) {
      lost(e);
    } catch (RuntimeException e) {
      // The library answers some malformed packets with an exception of any kind.
      lost(ReasonCodes.PROTOCOL_ERROR, "the broker's answer could not be read (" + e + ")");
    }
  }

  /** Sends a message, if the window has room for it. */
  boolean publish(long token, Channel channel, byte[] payload) {
    if (!isOpen()) {
      return false;
    }
    byte[] topic = topics.bytesOf(channel);
    if (payload.length + topic.length + 64L > packetMaximum) {
      inputs.post(new Input.PublicationDone(number, token, ReasonCodes.PACKET_TOO_LARGE));
      return true;
    }
    return publisher.publish(token, topic, payload);
  }

  /** Sends a row of the outbox, if the window has room for it. */
  boolean publish(long token, OutboxRow row, byte[] payload) {
    book.sent(token, row); // before it can be answered
    return publish(token, Channel.of(row.lane()), payload);
  }

  /** Lets go what was published. */
  void flush() {
    publisher.flush();
  }

  /** What the guard in front of the library hears of our publications. */
  private final class Heard implements PacketGuard.Answers {
    @Override
    public boolean answered(int id, int code) {
      Long token;
      try {
        token = publisher.answered(id);
      } catch (Publisher.NotSent e) {
        lost(ReasonCodes.PROTOCOL_ERROR, e.getMessage() + ". Check the broker; it may be hostile.");
        return true;
      }
      if (token == null) {
        return false;
      }
      if (code < ReasonCodes.FAILURE && !ReasonCodes.isSuccess(code)) {
        unreadable();
      }
      synchronized (Attempt.this) {
        if (phase == Phase.OPEN) { // otherwise a later connection counts
          if (ReasonCodes.isSuccess(code)) {
            book.taken(token);
          }
          answers.add(new Input.PublicationDone(number, token, code));
        }
      }
      return true;
    }

    @Override
    public void pause() {
      synchronized (Attempt.this) {
        if (phase != Phase.OPEN) {
          return;
        }
        // First what was taken is written down: so no more than the window can come twice.
        book.keep();
        answers.pause(publisher.unanswered());
      }
      publisher.makeRoom();
      if (publisher.isCrowded()) {
        LockSupport.parkNanos(GATHER_NANOS);
      }
    }
  }

  /** Tells the broker that a message is stored. */
  void acknowledge(long token) {
    if (isOpen()) {
      downlink.stored(token);
    }
  }

  /** To be called at least every second: sends pings, notices a connection that is dead. */
  void tick() {
    if (!isOpen()) {
      return;
    }
    synchronized (this) {
      answers.flush();
    }
    pings.tick();
    if (clock.now().nanos() - heardNanos
        > settings.limits().deafMillis() * Moment.NANOS_PER_MILLI) {
      lost(
          -1,
          "the broker said nothing for %d ms. Check the network and the broker."
              .formatted(settings.limits().deafMillis()));
    }
  }

  /**
   * Leaves politely if the connection is open: the broker then sends our will at once.
   *
   * @param quietly whether nothing more is to be told, because nobody waits for it
   */
  void leave(boolean quietly) {
    synchronized (this) {
      if (phase != Phase.OPEN) {
        return;
      }
      if (quietly) {
        end();
      }
    }
    publisher.end();
    try {
      client
          .disconnect(0, null, null, ReasonCodes.LEAVE_WITH_WILL, new MqttProperties())
          .waitForCompletion(settings.limits().disconnectMillis());
    } catch (MqttException e) {
      // The wire is cut next, which says the same less politely.
      return;
    }
  }

  /** Closes the wire from any thread, without waiting; whoever waits for it fails soon. */
  void cut() {
    sockets.abort();
  }

  /** Gives back all threads of the library. Nothing is told any more. */
  void dispose() {
    synchronized (this) {
      if (phase != Phase.ENDED) {
        end();
      }
    }
    publisher.end();
    cut();
    GuardedSocket socket = sockets.made();
    // A client that has not spoken yet is still starting its threads and must not be disturbed: its
    // first packet will fail, and it then ends them itself.
    if (socket != null && socket.hasSpoken()) {
      try {
        client.disconnectForcibly(0, 1, false);
        client.close(true);
      } catch (MqttException e) {
        // It was closed already.
        return;
      }
    }
  }

  /** Tells the end of the connection, unless it has been told. */
  void lost(int code, String why) {
    synchronized (this) {
      if (phase == Phase.ENDED) {
        return;
      }
      end();
      answers.flush();
      inputs.post(
          new Input.BrokerLost(
              number, code, "No connection to the broker " + settings.url() + ": " + why));
    }
    whenLost.run();
  }

  /** What the next connection sends comes on top of what is not written down. */
  private void end() {
    phase = Phase.ENDED;
    book.keep();
  }

  /** The library's word for an end; the guard's word is better where it has one. */
  void lost(Throwable cause) {
    for (Throwable e = cause; e != null; e = e.getCause()) {
      if (e instanceof PacketGuard.PacketRefused refused) {
        lost(refused.code(), refused.getMessage() + ". Check the broker; it may be hostile.");
        return;
      }
    }
    if (cause instanceof MqttException e && ReasonCodes.isFailure(e.getReasonCode())) {
      lost(e.getReasonCode(), ReasonCodes.sentence(e.getReasonCode()));
    } else {
      lost(-1, Causes.sentence(cause));
    }
  }

  /** The broker ended the connection and said why. */
  void disconnected(MqttDisconnectResponse response) {
    if (response.getException() != null) {
      lost(response.getException());
    } else {
      lost(response.getReturnCode(), ReasonCodes.sentence(response.getReturnCode()));
    }
  }

  void acknowledgeNow(int messageId) {
    try {
      client.messageArrivedComplete(messageId, 1);
    } catch (MqttException e) {
      // Not connected any more; the sender repeats it.
      return;
    }
  }

  /** Whether it is still on the way to the broker. */
  synchronized boolean isOpening() {
    return phase == Phase.OPENING;
  }

  private synchronized boolean isOpen() {
    return phase == Phase.OPEN;
  }

  private void unreadable() {
    lost(ReasonCodes.PROTOCOL_ERROR, UNREADABLE);
  }

  private void heard() {
    heardNanos = clock.now().nanos();
  }

  private void opened(Input.BrokerConnected granted) {
    receipts.begin();
    synchronized (this) {
      if (phase != Phase.OPENING) {
        return;
      }
      GuardedSocket socket = sockets.made();
      SharedOutput output = socket == null ? null : socket.output();
      if (socket != null && output != null) {
        int wire = Math.min(settings.limits().wire(), granted.window());
        publisher.start(output, granted.window(), wire, socket.bufferBytes());
      }
      packetMaximum = granted.packetMaximum();
      phase = Phase.OPEN;
      inputs.post(granted);
    }
    downlink.opened();
  }

  /**
   * Waits in slices: when the library's reader dies of a malformed packet, the end is told and no
   * answer can come any more.
   */
  private IMqttToken await(Reply reply, long millis, String otherwise)
      throws MqttException, Refused {
    for (long left = millis; left > 0; left -= SLICE_MILLIS) {
      IMqttToken token = reply.within(Math.min(left, SLICE_MILLIS));
      if (token != null) {
        return token;
      }
      if (!isOpening()) {
        throw new Refused(ReasonCodes.PROTOCOL_ERROR, UNREADABLE);
      }
    }
    throw new Refused(-1, otherwise.formatted(millis) + ". Check the address and the network.");
  }

  private Input.BrokerConnected granted(IMqttToken connected) throws Refused {
    MqttProperties properties = connected.getResponseProperties();
    Integer receive = properties == null ? null : properties.getReceiveMaximum();
    Long packet = properties == null ? null : properties.getMaximumPacketSize();
    Integer quality = properties == null ? null : properties.getMaximumQoS();
    if (receive != null && receive < 1 || packet != null && packet < 1) {
      throw new Refused(
          ReasonCodes.PROTOCOL_ERROR, "the broker allows us no message at all. Check its limits.");
    }
    if (quality != null && quality < 1) {
      throw new Refused(
          ReasonCodes.QOS_NOT_SUPPORTED, ReasonCodes.sentence(ReasonCodes.QOS_NOT_SUPPORTED));
    }
    int window = settings.limits().window();
    return new Input.BrokerConnected(
        number,
        connected.getSessionPresent(),
        receive == null ? window : Math.min(window, receive),
        packet == null ? 268_435_455L : packet);
  }

  private static void checkGranted(int @Nullable [] codes) throws Refused {
    if (codes == null || codes.length != 1) {
      throw new Refused(
          ReasonCodes.PROTOCOL_ERROR,
          "the broker answered another number of subscriptions than we asked for. Check its log.");
    }
    for (int code : codes) {
      if (code >= ReasonCodes.FAILURE) {
        throw new Refused(code, "subscriptions were refused, " + ReasonCodes.sentence(code));
      }
      if (code < 1) {
        throw new Refused(
            ReasonCodes.QOS_NOT_SUPPORTED, ReasonCodes.sentence(ReasonCodes.QOS_NOT_SUPPORTED));
      }
    }
  }

  /** One for all channels: a broker grants them all or none, in one packet. */
  private MqttSubscription[] subscriptions() {
    MqttSubscription subscription = new MqttSubscription(topics.down(), 1);
    // What was retained was said to another life of this device.
    subscription.setRetainHandling(2);
    return new MqttSubscription[] {subscription};
  }

  /**
   * A clean start without a session: our journal is the only queue on the way up, and a backend
   * repeats its orders on the way down. A kept session would deliver orders that have become stale,
   * and would need packet numbers that died with the last client.
   */
  private MqttConnectionOptions options(byte[] will) {
    BrokerSettings.Limits limits = settings.limits();
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setCleanStart(true);
    options.setSessionExpiryInterval(0L);
    options.setAutomaticReconnect(false);
    options.setConnectionTimeout((int) Math.max(1, limits.connectMillis() / 1000));
    options.setKeepAliveInterval(limits.keepAliveSeconds());
    options.setReceiveMaximum(limits.receiveMaximum());
    options.setMaximumPacketSize((long) limits.packetBytesMax());
    options.setTopicAliasMaximum(0);
    options.setSocketFactory(sockets);
    options.setWill(topics.of(Channel.UP_STATE), message(will));
    return options;
  }

  private static MqttMessage message(byte[] payload) {
    MqttMessage message = new MqttMessage(payload);
    message.setQos(1);
    MqttProperties properties = new MqttProperties();
    properties.setContentType("application/cloudevents+json; charset=utf-8");
    message.setProperties(properties);
    return message;
  }

  /** Ends the opening with a reason of our own. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final int code;
    private final String why;

    Refused(int code, String why) {
      super(why);
      this.code = code;
      this.why = why;
    }
  }
}
