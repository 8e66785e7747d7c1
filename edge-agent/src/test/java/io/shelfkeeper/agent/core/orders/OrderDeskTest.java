package io.shelfkeeper.agent.core.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nobody is trusted yet: everything is kept, answered, acknowledged, and nothing moves. */
class OrderDeskTest {
  private final OrderDesk desk = new OrderDesk();
  private final Effects out = new Effects();
  private final List<Fact> said = new ArrayList<>();
  private long tokens;

  private void arrive(Channel channel, boolean retained, int bytes, double seconds) {
    Moment now = new Moment(0, (long) (seconds * Moment.NANOS_PER_SECOND), ClockTrust.UNKNOWN);
    Input.MessageArrived message =
        new Input.MessageArrived(1, ++tokens, channel, retained, new byte[bytes]);
    desk.arrived(now, message, out, said::add);
  }

  private List<String> codes() {
    return said.stream()
        .map(
            fact ->
                switch (fact) {
                  case Fact.OrderRefused f -> "order " + f.code();
                  case Fact.DocumentRefused f -> "document " + f.code();
                  default -> "" + fact;
                })
        .toList();
  }

  private long stored() {
    return out.durables().stream().filter(e -> e instanceof Effect.StoreMessage).count();
  }

  private long acknowledged() {
    return out.deeds().stream().filter(e -> e instanceof Effect.AcknowledgeMessage).count();
  }

  @Test
  void ordersAndDocumentsAreKeptRefusedAndAcknowledged() {
    arrive(Channel.DN_ORDER, false, 100, 0);
    arrive(Channel.DN_DOCUMENT, true, 5_000, 0);
    assertEquals(List.of("order untrusted", "document untrusted"), codes());
    assertEquals(2, stored());
    assertEquals(2, acknowledged());
  }

  @Test
  void aRetainedOrderIsRefused() {
    arrive(Channel.DN_ORDER, true, 100, 0);
    assertEquals(List.of("order retained"), codes());
    assertEquals(1, acknowledged());
  }

  @Test
  void whatIsTooLongIsNotKept() {
    arrive(Channel.DN_ORDER, false, OrderDesk.ORDER_BYTES_MAX + 1, 0);
    arrive(Channel.DN_DOCUMENT, false, OrderDesk.DOCUMENT_BYTES_MAX + 1, 0);
    assertEquals(List.of("order too_large", "document too_large"), codes());
    assertEquals(0, stored());
  }

  @Test
  void aFloodIsAcknowledgedAndAnsweredOnlyNowAndThen() {
    for (int i = 0; i < 10_000; i++) {
      arrive(Channel.DN_ORDER, false, 100, i / 1_000.0);
    }
    assertEquals(10_000, acknowledged());
    assertTrue(
        said.size() <= OrderDesk.ANSWERS_MAX + 11, said.size() + " rows that are never dropped");
    assertTrue(codes().contains("order busy"));
  }

  @Test
  void anOrderThatFoundNoRoomIsAnsweredAsBusy() {
    Moment now = new Moment(0, 1, ClockTrust.UNKNOWN);
    desk.turnedAway(now, new Input.MessageTurnedAway(1, 7, Channel.DN_ORDER), out, said::add);
    assertEquals(List.of("order busy"), codes());
    assertEquals(1, acknowledged());
  }
}
