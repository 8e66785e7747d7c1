package io.shelfkeeper.agent.core.orders;

import io.shelfkeeper.agent.core.answers.Answers;
import io.shelfkeeper.agent.core.documents.DocumentDesk;
import io.shelfkeeper.agent.core.documents.DocumentSetup;
import io.shelfkeeper.agent.core.facts.AuditHead;
import io.shelfkeeper.agent.core.facts.BurnedOrder;
import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.permits.LockPlan;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.core.trust.IssuerKey;
import io.shelfkeeper.agent.core.trust.Issuing;
import io.shelfkeeper.agent.core.trust.SignedOrder;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A desk with an issuer who may order, three locks, and doors that a test opens by hand. */
final class Rig {
  static final SignedOrder.Audience SELF = new SignedOrder.Audience("acme", "shop-1", "dev-1");

  /** Two on one supply; the last one is seen by nobody and pays for itself. */
  static final List<LockPlan> LOCKS =
      List.of(
          new LockPlan("A", "b0", "main", 300, 1_500, 3_000, 6),
          new LockPlan("B", "b0", "main", 300, 1_500, 3_000, 6),
          new LockPlan("C", "b1", "other", 300, 1_500, 3_000, 6));

  final Issuing root;
  final Issuing opener;
  final Doors doors = new Doors();
  final List<Fact> said = new ArrayList<>();

  /** What survives. */
  final Map<String, byte[]> states = new HashMap<>();

  /** What survives also the loss of that. */
  final Map<String, Long> floors = new HashMap<>();

  final Map<String, BurnedOrder> burned = new LinkedHashMap<>();

  /** Messages that were kept for people, by their channel. */
  final List<Channel> kept = new ArrayList<>();

  final SplittableRandom random = new SplittableRandom(7);
  OrderDesk desk;
  DocumentDesk documents;
  Effects out = new Effects();
  long nanos = 1_000 * Moment.NANOS_PER_SECOND;
  private long tokens;
  private long ids;

  Rig() throws GeneralSecurityException {
    root = new Issuing("root");
    opener = new Issuing("opener");
    Answers answers = new Answers();
    documents = new DocumentDesk(new DocumentSetup(SELF, rootKey()), answers);
    desk = desk(new OrderSetup(SELF, LOCKS, 20), answers);
    recover(null);
    document(root.sign(Issuing.bundle(1, opener.entry("\"open\""))));
    after(5);
    said.clear();
    out.clear();
    kept.clear();
  }

  /** What a desk sees of doors. */
  static final class Doors implements LockSight {
    final Map<Integer, Boolean> open = new HashMap<>();
    final List<Integer> released = new ArrayList<>();

    /** When anybody looked last; always, if nothing else is said. */
    long lastLookNanos = Long.MAX_VALUE;

    final List<Integer> refusedAsOpen = new ArrayList<>();
    final List<String> jammed = new ArrayList<>();

    @Override
    public boolean hasContact(int lock) {
      return lock < 2;
    }

    @Override
    public boolean isOpen(int lock) {
      return open.getOrDefault(lock, false);
    }

    @Override
    public boolean stayedShut(int lock, long fromNanos, long toNanos) {
      return !open.getOrDefault(lock, true) && lastLookNanos >= toNanos;
    }

    @Override
    public void released(int lock, Moment now, Consumer<Fact> say) {
      released.add(lock);
    }

    @Override
    public void stoodOpen(int lock, Consumer<Fact> say) {
      refusedAsOpen.add(lock);
    }

    @Override
    public void jammed(int lock, String order, Consumer<Fact> say) {
      jammed.add(order);
    }
  }

  IssuerKey rootKey() {
    try {
      return root.key();
    } catch (IssuerKey.WeakKey e) {
      throw new AssertionError(e);
    }
  }

  OrderDesk start(@Nullable String quarantined) {
    return start(new OrderSetup(SELF, LOCKS, 20), quarantined);
  }

  OrderDesk start(OrderSetup setup, @Nullable String quarantined) {
    return start(setup, rootKey(), quarantined);
  }

  OrderDesk start(OrderSetup setup, @Nullable IssuerKey root, @Nullable String quarantined) {
    Answers answers = new Answers();
    documents = new DocumentDesk(new DocumentSetup(SELF, root), answers);
    desk = desk(setup, answers);
    recover(quarantined);
    return desk;
  }

  private OrderDesk desk(OrderSetup setup, Answers answers) {
    return new OrderDesk(setup, documents.issuers(), answers, doors, random::nextLong);
  }

  private void recover(@Nullable String quarantined) {
    Recovered recovered =
        new Recovered(
            "i",
            1,
            Map.of(),
            states,
            0,
            quarantined,
            List.copyOf(burned.values()),
            AuditHead.EMPTY,
            floors,
            List.of());
    documents.start(now(), recovered, out, said::add);
    desk.start(now(), recovered, out, said::add);
    commit();
  }

  Moment now() {
    return new Moment(0, nanos, ClockTrust.UNKNOWN);
  }

  /** A board was read, and the doors are as they were. */
  void look() {
    doors.lastLookNanos = nanos;
    desk.looked(now(), out, said::add);
    commit();
  }

  void after(double seconds) {
    nanos += Math.round(seconds * Moment.NANOS_PER_SECOND);
    desk.tick(now(), out, said::add);
    commit();
  }

  /** What the journal would do. */
  void commit() {
    for (Effect.Durable effect : out.durables()) {
      switch (effect) {
        case Effect.SaveState e -> states.put(e.key(), e.value());
        case Effect.DropState e -> states.remove(e.key());
        case Effect.RaiseFloor e -> floors.merge(e.name(), e.value(), Math::max);
        case Effect.BurnOrder e -> {
          BurnedOrder one = new BurnedOrder(e.order(), e.digest(), e.at(), 0, null);
          if (burned.put(e.order(), one) != null) {
            throw new AssertionError("burned twice: " + e.order());
          }
        }
        case Effect.StoreOutcome e -> {
          BurnedOrder was = burned.get(e.order());
          if (was == null || was.outcome() != null) {
            throw new AssertionError("an outcome too many: " + e.order());
          }
          burned.put(e.order(), new BurnedOrder(e.order(), was.digest(), was.at(), 0, e.outcome()));
        }
        case Effect.StoreMessage e -> kept.add(e.channel());
        default -> {}
      }
    }
    out.durables().clear();
  }

  String newId() {
    return "%032x".formatted(++ids);
  }

  String newest() {
    return desk.challenges().newest();
  }

  static String payload(String id, String target, String challenge) {
    return """
    {"purpose":"shelfkeeper-order-1","tenant":"acme","site":"shop-1","device":"dev-1",\
    "order":"%s","action":"release","target":"%s",\
    "challenge":"%s","issued":1793610930}\
    """
        .formatted(id, target, challenge);
  }

  byte[] order(String id, String target, String challenge) {
    try {
      return opener.sign(payload(id, target, challenge));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** A good one for a lock, delivered. */
  byte[] order(String target) {
    byte[] order = order(newId(), target, newest());
    arrive(Channel.DN_ORDER, false, order);
    return order;
  }

  void arrive(byte[] order) {
    arrive(Channel.DN_ORDER, false, order);
  }

  void document(byte[] document) {
    arrive(Channel.DN_DOCUMENT, false, document);
  }

  void arrive(Channel channel, boolean retained, byte[] payload) {
    Input.MessageArrived message =
        new Input.MessageArrived(1, ++tokens, channel, retained, payload);
    if (channel == Channel.DN_ORDER) {
      desk.arrived(now(), message, out, said::add);
    } else {
      documents.arrived(now(), message, out, said::add);
    }
    commit();
  }

  /** A message for which the inbox had no room. */
  void turnAway(Channel channel) {
    Input.MessageTurnedAway message = new Input.MessageTurnedAway(1, ++tokens, channel);
    if (channel == Channel.DN_ORDER) {
      desk.turnedAway(now(), message, out, said::add);
    } else {
      documents.turnedAway(now(), message, out, said::add);
    }
    commit();
  }

  /** The board says something about the last pulse. */
  void pulsed(Input.PulseAnswer answer) {
    Effect.Actuate last = pulses().getLast();
    pulsed(last.actuation().order(), last.actuation().lock(), answer);
  }

  void pulsed(String order, int lock, Input.PulseAnswer answer) {
    desk.pulsed(now(), new Input.Pulsed(order, lock, answer, ""), out, said::add);
    commit();
  }

  void open(int lock) {
    doors.open.put(lock, true);
    desk.opened(lock, out, said::add);
    commit();
  }

  List<Effect.Actuate> pulses() {
    return out.deeds().stream()
        .filter(deed -> deed instanceof Effect.Actuate)
        .map(deed -> (Effect.Actuate) deed)
        .toList();
  }

  /** What the log was told. */
  List<String> notices() {
    return out.deeds().stream()
        .filter(deed -> deed instanceof Effect.Notice)
        .map(deed -> ((Effect.Notice) deed).level() + " " + ((Effect.Notice) deed).text())
        .toList();
  }

  long acknowledged() {
    return out.deeds().stream().filter(e -> e instanceof Effect.AcknowledgeMessage).count();
  }

  /** What was answered, in short. */
  List<String> answers() {
    return said.stream().map(Rig::answer).toList();
  }

  private static String answer(Fact fact) {
    return switch (fact) {
      case Fact.OrderRefused f -> f.code();
      case Fact.DocumentRefused f -> "document " + f.code();
      case Fact.TrustChanged f -> "trust " + f.version() + " " + f.keys();
      case Fact.OrderDone f ->
          (f.outcome().word() + " " + f.why()).strip() + (f.repeated() ? " again" : "");
      default -> "" + fact;
    };
  }
}
