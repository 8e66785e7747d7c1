package io.shelfkeeper.agent.simulation;

import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.ports.Inputs;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Network and broker, as bad as the weather says: they drop, repeat, reorder across topics, lie in
 * their answers, forget and fall silent. They keep the order within a topic, as MQTT does.
 */
final class Cloud {
  private static final int[] REFUSALS = {0x80, 0x83, 0x87, 0x90, 0x97, 0x99};
  private static final int[] RECEIVE_MAXIMA = {1, 2, 10, 100, 65_535};

  private final Timeline timeline;
  private final Chance chance;
  private final Map<Channel, Long> lastArrival = new EnumMap<>(Channel.class);
  private final Deque<Object> forBackend = new ArrayDeque<>();
  private final Deque<Input> forAgent = new ArrayDeque<>();
  private final Map<Integer, Message> orders = new LinkedHashMap<>();
  private final List<byte[]> ever = new ArrayList<>();
  private final ModelPayloads payloads;
  private @Nullable Connection current;
  private int epoch;
  private int lastOrder;

  boolean up = true;
  boolean deaf;
  boolean backendUp = true;
  double refuses;
  double lies;
  double repeats = 0.03;
  double takesNot;

  /** Takes what arrives at the backend. */
  Consumer<Object> backend = thing -> {};

  /** Sees a message before the broker takes it; false is a broken promise. */
  Predicate<Object> mayLeave = thing -> true;

  /** Whether an order is in the journal. */
  Predicate<byte[]> isStored = payload -> true;

  /** Something for the agent that is delivered until it is acknowledged. */
  private record Message(Channel channel, boolean retained, byte[] payload) {}

  private static final class Connection {
    final Inputs inputs;
    final long attempt;
    final int receiveMaximum;
    final Set<Long> unanswered = new HashSet<>();
    final Map<Long, Integer> orderOfToken = new HashMap<>();
    boolean open;
    long lastUp;
    long lastDown;
    long tokens;

    Connection(Inputs inputs, long attempt, int receiveMaximum) {
      this.inputs = inputs;
      this.attempt = attempt;
      this.receiveMaximum = receiveMaximum;
    }
  }

  Cloud(Timeline timeline, ModelPayloads payloads, Chance chance) {
    this.timeline = timeline;
    this.payloads = payloads;
    this.chance = chance;
  }

  void connect(Inputs inputs, long attempt) {
    Connection next =
        new Connection(
            inputs, attempt, RECEIVE_MAXIMA[chance.between(0, RECEIVE_MAXIMA.length - 1)]);
    timeline.after(
        chance.millis(5, 300),
        () -> {
          if (!up) {
            int code = chance.happens(0.1) ? 0x89 : -1;
            timeline.after(
                chance.millis(100, 5_000),
                () -> inputs.post(new Input.BrokerLost(attempt, code, "no route")));
            return;
          }
          lose(0);
          current = next;
          next.open = true;
          inputs.post(new Input.BrokerConnected(attempt, true, next.receiveMaximum, 1_048_576));
          while (!forAgent.isEmpty()) {
            down(next, forAgent.removeFirst());
          }
          orders.keySet().forEach(order -> deliver(next, order));
        });
  }

  /** The agent leaves, or its process died. */
  void disconnect(long attempt) {
    if (current != null && current.attempt == attempt) {
      current.open = false;
      current = null;
    }
  }

  /** The process at the other end is gone. */
  void hangUp() {
    if (current != null) {
      current.open = false;
      current = null;
    }
  }

  boolean publish(long attempt, long token, Channel channel, byte[] payload) {
    Connection to = current;
    if (to == null || to.attempt != attempt || chance.happens(takesNot)) {
      return false;
    }
    Object thing = payloads.thing(payload);
    Broken.unless(mayLeave.test(thing), "%s left before it was committed", thing);
    to.unanswered.add(token);
    Broken.unless(
        to.unanswered.size() <= to.receiveMaximum,
        "%d messages under way, the broker takes %d",
        to.unanswered.size(),
        to.receiveMaximum);
    to.lastUp = Math.max(to.lastUp, timeline.nanos() + chance.millis(1, 40));
    timeline.after(to.lastUp - timeline.nanos(), () -> arrive(to, token, channel, thing));
    return true;
  }

  private void arrive(Connection from, long token, Channel channel, Object thing) {
    if (deaf || !up || (!from.open && chance.happens(0.5))) {
      return;
    }
    if (chance.happens(refuses)) {
      answer(from, token, REFUSALS[chance.between(0, REFUSALS.length - 1)]);
      return;
    }
    if (!chance.happens(lies)) {
      route(channel, thing);
      if (chance.happens(repeats)) {
        route(channel, thing);
      }
    }
    answer(from, token, chance.happens(0.5) ? 0 : 0x10);
  }

  private void answer(Connection to, long token, int code) {
    to.unanswered.remove(token);
    down(to, new Input.PublicationDone(to.attempt, token, code));
  }

  private void route(Channel channel, Object thing) {
    long arrival =
        Math.max(lastArrival.getOrDefault(channel, 0L), timeline.nanos() + chance.millis(1, 200));
    lastArrival.put(channel, arrival);
    int sentIn = epoch;
    timeline.after(
        arrival - timeline.nanos(),
        () -> {
          if (sentIn == epoch) {
            forBackend.addLast(thing);
            feedBackend();
          }
        });
  }

  void feedBackend() {
    while (backendUp && !forBackend.isEmpty()) {
      backend.accept(forBackend.removeFirst());
    }
  }

  /**
   * A word of the backend; for an agent that is away some of it waits, and is old when it comes.
   */
  void toAgent(Input input) {
    Connection to = current;
    if (to != null && up && !deaf) {
      down(to, input);
    } else if (chance.happens(0.5)) {
      forAgent.addLast(input);
    }
  }

  private void down(Connection to, Input input) {
    to.lastDown = Math.max(to.lastDown, timeline.nanos() + chance.millis(1, 60));
    timeline.after(
        to.lastDown - timeline.nanos(),
        () -> {
          if (to.open && up && !deaf) {
            hand(to, input);
          }
        });
  }

  /** As the connection does it: what there is no room for is thrown away, and that is told. */
  private void hand(Connection to, Input input) {
    switch (input) {
      case Input.PublicationDone done -> to.inputs.post(done);
      case Input.MessageArrived message when !to.inputs.offer(message) -> {
        orders.remove(to.orderOfToken.getOrDefault(message.token(), 0));
        to.inputs.post(new Input.MessageUnreadable(message.channel(), "busy"));
      }
      case Input.MessageArrived message -> {} // it was taken
      default -> to.inputs.offer(input);
    }
  }

  /** Somebody publishes an order; it is delivered until it is acknowledged. */
  void order() {
    int number = lastOrder + 1;
    send(Channel.DN_ORDER, false, new byte[] {'o', (byte) (number >> 8), (byte) number});
  }

  /** A signed order, which the broker repeats, changes and keeps as it likes. */
  void order(byte[] signed) {
    send(Channel.DN_ORDER, false, signed);
    ever.add(signed);
    for (int i = 0; i < 3; i++) {
      timeline.after(chance.millis(1, 40_000), () -> send(Channel.DN_ORDER, false, signed));
    }
    if (chance.happens(0.1)) {
      send(Channel.DN_ORDER, true, signed);
    }
    if (chance.happens(0.2)) {
      byte[] forged = signed.clone();
      int at = chance.between(0, forged.length - 1);
      forged[at] = (byte) (forged[at] ^ 1 << chance.between(0, 6));
      send(Channel.DN_ORDER, false, forged);
    }
  }

  /** An order of long ago. */
  void replay() {
    if (!ever.isEmpty()) {
      send(Channel.DN_ORDER, false, ever.get(chance.between(0, ever.size() - 1)));
    }
  }

  /** A price list; its documents may come again at any time, and forged. */
  void prices(List<byte[]> documents, Chance dice) {
    for (byte[] document : documents) {
      document(document);
      timeline.after(dice.millis(1, 60_000), () -> document(document));
      if (dice.happens(0.2)) {
        byte[] forged = document.clone();
        int at = dice.between(1, forged.length - 1);
        forged[at] = (byte) (forged[at] ^ 1 << dice.between(0, 6));
        document(forged);
      }
    }
  }

  void document(byte[] document) {
    send(Channel.DN_DOCUMENT, false, document);
  }

  private void send(Channel channel, boolean retained, byte[] payload) {
    int order = ++lastOrder;
    orders.put(order, new Message(channel, retained, payload));
    if (current != null) {
      deliver(current, order);
    }
  }

  private void deliver(Connection to, int order) {
    long token = ++to.tokens;
    to.orderOfToken.put(token, order);
    Message message = Objects.requireNonNull(orders.get(order));
    down(
        to,
        new Input.MessageArrived(
            to.attempt, token, message.channel, message.retained, message.payload));
  }

  void acknowledge(long attempt, long token) {
    Connection from = current;
    if (from == null || from.attempt != attempt) {
      return;
    }
    Message message = orders.remove(from.orderOfToken.getOrDefault(token, 0));
    Broken.unless(
        message == null
            // Of documents a repeat is not stored again; whether they work shows in the end.
            || message.channel == Channel.DN_DOCUMENT
            || isStored.test(message.payload),
        "order acknowledged before it was stored, and no word of it");
  }

  int ordersOpen() {
    return orders.size();
  }

  /** The connection ends; the agent hears of it unless its end is only half closed. */
  void lose(int code) {
    Connection was = current;
    if (was != null) {
      was.open = false;
      current = null;
      timeline.after(
          chance.millis(1, 3_000),
          () -> was.inputs.post(new Input.BrokerLost(was.attempt, code, "the line was cut")));
    }
  }

  /** The broker starts anew and has forgotten what it had taken. */
  void restart() {
    epoch++;
    forBackend.clear();
    forAgent.clear();
    lose(0x8B);
  }
}
