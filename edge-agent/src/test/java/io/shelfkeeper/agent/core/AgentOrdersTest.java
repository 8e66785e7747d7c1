package io.shelfkeeper.agent.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.audit.AuditSetup;
import io.shelfkeeper.agent.core.audit.VectorKey;
import io.shelfkeeper.agent.core.documents.DocumentSetup;
import io.shelfkeeper.agent.core.doors.DoorsPlan;
import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.Mark;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.orders.OrderSetup;
import io.shelfkeeper.agent.core.permits.LockPlan;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.stock.StockSetup;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.core.trust.Issuing;
import io.shelfkeeper.agent.core.trust.SignedOrder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders through the whole core: from a challenge to the outcome's row. */
class AgentOrdersTest {
  private final SplittableRandom random = new SplittableRandom(3);
  private final List<Effect.Durable> durables = new ArrayList<>();
  private final List<Effect.Deed> deeds = new ArrayList<>();
  private Issuing root;
  private Issuing opener;
  private Agent agent;
  private long nanos = 1_000_000_000L;

  @BeforeEach
  void start() throws Exception {
    start(true);
  }

  private void start(boolean brokerEndsRows) throws Exception {
    durables.clear();
    deeds.clear();
    root = new Issuing("root");
    opener = new Issuing("opener");
    SignedOrder.Audience self = new SignedOrder.Audience("t", "s", "d");
    AgentSetup setup =
        new AgentSetup(
            new StockSetup(10, List.of(), List.of(), List.of(), List.of()),
            List.of(),
            List.of("locks"),
            DoorsPlan.NONE,
            brokerEndsRows,
            60_000,
            new DocumentSetup(self, root.key()),
            new OrderSetup(
                self, List.of(new LockPlan("A", "b", "main", 300, 1_500, 3_000, 6)), 30));
    Recovered recovered = new Recovered("0".repeat(32), 1, Map.of(), Map.of(), 0, null);
    agent =
        new Agent(
            setup,
            new AuditSetup(Map.of(), List.of(), new VectorKey()),
            recovered,
            random::nextLong);
    Effects out = new Effects();
    agent.start(now(), out);
    take(out);
    run(3);
    Effect.Connect connect = last(Effect.Connect.class);
    step(new Input.BrokerConnected(connect.attempt(), false, 100, 100_000));
  }

  private Moment now() {
    return new Moment(0, nanos, ClockTrust.UNKNOWN);
  }

  private void step(Input input) {
    Effects out = new Effects();
    agent.step(now(), input, out);
    take(out);
  }

  private void take(Effects out) {
    durables.addAll(out.durables());
    deeds.addAll(out.deeds());
  }

  /** Ticks as the core wants them. */
  private void run(double seconds) {
    long end = nanos + (long) (seconds * 1e9);
    while (agent.nextWakeNanos() < end) {
      nanos = Math.max(nanos + 1, agent.nextWakeNanos());
      step(new Input.Tick());
    }
    nanos = end;
  }

  private <T> T last(Class<T> kind) {
    return deeds.stream().filter(kind::isInstance).map(kind::cast).toList().getLast();
  }

  private List<String> challenges() {
    return deeds.stream()
        .filter(deed -> deed instanceof Effect.PublishChallenge)
        .map(deed -> ((Effect.PublishChallenge) deed).challenge())
        .toList();
  }

  private void arrive(Channel channel, byte[] payload) {
    step(new Input.MessageArrived(1, deeds.size(), channel, false, payload));
  }

  @Test
  void challengesAreToldAtEachConnectAndEachChange() {
    assertEquals(1, challenges().size());
    run(35);
    assertEquals(List.copyOf(new LinkedHashSet<>(challenges())), challenges());
    assertTrue(challenges().size() == 4 || challenges().size() == 5, challenges()::toString);
  }

  @Test
  void anOrderIsBurnedBeforeItsPulseAndItsOutcomeIsARowOfTheSameCommit() throws Exception {
    arrive(Channel.DN_DOCUMENT, root.sign(Issuing.bundle(1, opener.entry("\"open\""))));
    durables.clear();
    arrive(Channel.DN_ORDER, opener.sign(order(challenges().getLast())));
    assertTrue(durables.stream().anyMatch(e -> e instanceof Effect.BurnOrder));
    assertEquals("a".repeat(32), last(Effect.Actuate.class).actuation().order());
    durables.clear();
    step(new Input.Pulsed("a".repeat(32), 0, Input.PulseAnswer.ANSWERED, ""));
    assertTrue(durables.stream().anyMatch(e -> e instanceof Effect.StoreOutcome));
    assertTrue(
        durables.stream()
            .anyMatch(e -> e instanceof Effect.Append a && a.fact() instanceof Fact.OrderDone));
  }

  @Test
  void anOrderThatComesAgainOnASecondConnectionMovesNothing() throws Exception {
    arrive(Channel.DN_DOCUMENT, root.sign(Issuing.bundle(1, opener.entry("\"open\""))));
    byte[] order = opener.sign(order(challenges().getLast()));
    arrive(Channel.DN_ORDER, order);
    step(new Input.BrokerLost(last(Effect.Connect.class).attempt(), 0, "taken over"));
    run(5);
    long second = last(Effect.Connect.class).attempt();
    step(new Input.BrokerConnected(second, true, 100, 100_000));
    step(new Input.MessageArrived(second, 7, Channel.DN_ORDER, false, order));
    step(new Input.Pulsed("a".repeat(32), 0, Input.PulseAnswer.ANSWERED, ""));
    step(new Input.MessageArrived(second, 8, Channel.DN_ORDER, false, order));
    assertEquals(1, deeds.stream().filter(deed -> deed instanceof Effect.Actuate).count());
    assertEquals(new Effect.AcknowledgeMessage(second, 8), last(Effect.AcknowledgeMessage.class));
    assertEquals(
        List.of(false, true),
        durables.stream()
            .filter(e -> e instanceof Effect.Append a && a.fact() instanceof Fact.OrderDone)
            .map(e -> ((Fact.OrderDone) ((Effect.Append) e).fact()).repeated())
            .toList());
  }

  private static String order(String challenge) {
    return """
        {"purpose":"shelfkeeper-order-1","tenant":"t","site":"s","device":"d",\
        "order":"%s","action":"release","target":"lock/A","challenge":"%s","issued":1}\
        """
        .formatted("a".repeat(32), challenge);
  }

  @Test
  void aNewCountNamesTheCheckpointThatTheBackendTookLongBefore() throws Exception {
    start(false);
    String incarnation = "0".repeat(32);
    run(2 * 3600);
    List<Effect.Append> facts =
        durables.stream()
            .filter(e -> e instanceof Effect.Append a && a.lane() == Lane.FACT)
            .map(e -> (Effect.Append) e)
            .toList();
    Fact.AuditCheckpoint point =
        facts.stream()
            .filter(a -> a.fact() instanceof Fact.AuditCheckpoint)
            .map(a -> (Fact.AuditCheckpoint) a.fact())
            .toList()
            .getLast();
    reconnect();
    acknowledge(incarnation, new Mark(facts.getLast().seq(), facts.getLast().id()));
    durables.clear();
    arrive(Channel.DN_ORDER, new byte[] {'x'});
    assertTrue(durables.stream().anyMatch(e -> e instanceof Effect.Release));
    reconnect();
    acknowledge(incarnation, Mark.NONE);
    assertEquals(
        List.of("backend_behind after " + point.entries() + " " + point.hash()),
        durables.stream()
            .filter(e -> e instanceof Effect.AppendAudit a && a.entry().kind().equals("chain"))
            .map(e -> ((Effect.AppendAudit) e).entry().detail())
            .toList());
  }

  private void reconnect() {
    step(new Input.BrokerLost(last(Effect.Connect.class).attempt(), 0, "gone"));
    run(60);
    step(new Input.BrokerConnected(last(Effect.Connect.class).attempt(), false, 100, 100_000));
  }

  private void acknowledge(String incarnation, Mark mark) {
    step(
        new Input.Acknowledged(
            incarnation,
            last(Effect.PublishBirth.class).session(),
            Map.of(Lane.FACT, mark),
            List.of()));
  }

  @Test
  void whatIsNeitherOrderNorDocumentIsOnlyAcknowledged() {
    long refused = refused();
    step(new Input.MessageArrived(1, 41, Channel.DN_ACK, false, new byte[10]));
    assertEquals(new Effect.AcknowledgeMessage(1, 41), last(Effect.AcknowledgeMessage.class));
    step(new Input.MessageTurnedAway(1, 42, Channel.DN_ACK));
    assertEquals(new Effect.AcknowledgeMessage(1, 42), last(Effect.AcknowledgeMessage.class));
    assertEquals(refused, refused());
    step(new Input.MessageTurnedAway(1, 43, Channel.DN_ORDER));
    step(new Input.MessageTurnedAway(1, 44, Channel.DN_DOCUMENT));
    assertEquals(new Effect.AcknowledgeMessage(1, 44), last(Effect.AcknowledgeMessage.class));
    assertTrue(refused() > refused, "a message without room is answered");
  }

  private long refused() {
    return durables.stream()
        .filter(e -> e instanceof Effect.Append)
        .map(e -> ((Effect.Append) e).fact())
        .filter(fact -> fact instanceof Fact.OrderRefused || fact instanceof Fact.DocumentRefused)
        .count();
  }
}
