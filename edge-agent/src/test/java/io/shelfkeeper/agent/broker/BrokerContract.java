package io.shelfkeeper.agent.broker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.step.Input;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What we expect of any broker; run against the small one of the tests and against real ones. */
abstract class BrokerContract {
  /** A broker that listens on the loopback address and ends when it is closed. */
  interface Running extends AutoCloseable {
    int port();

    @Override
    void close() throws Exception;
  }

  abstract Running start() throws Exception;

  @Test
  void whatIsPublishedArrivesAndIsAnswered() throws Exception {
    try (Running far = start();
        Peer backend = new Peer(far.port(), "backend", "sk/v1/+/+/up/#");
        Rig rig = new Rig(far.port())) {
      rig.connected(1);
      for (int token = 1; token <= 8; token++) {
        assertTrue(rig.publish(1, token));
      }
      for (int token = 1; token <= 8; token++) {
        assertEquals(
            new Input.PublicationDone(1, token, 0), rig.inputs.next(Input.PublicationDone.class));
        assertEquals("up/fact event " + token, backend.heard());
      }
    }
  }

  @Test
  void ordersAndAnswersComeDown() throws Exception {
    try (Running far = start();
        Peer backend = new Peer(far.port(), "backend", "sk/v1/+/+/up/#");
        Rig rig = new Rig(far.port())) {
      rig.connected(1);
      backend.say(Rig.ROOT + "dn/order", "open");
      Input.MessageArrived order = rig.inputs.next(Input.MessageArrived.class);
      assertArrayEquals(Rig.text("open"), order.payload());
      rig.broker.acknowledge(1, order.token());
      backend.say(Rig.ROOT + "dn/ack", "all of it");
      assertEquals(new Input.StateAsked("all of it"), rig.inputs.next(Input.StateAsked.class));
    }
  }

  @Test
  void whatWasRetainedForAnEarlierLifeIsNotHeard() throws Exception {
    try (Running far = start();
        Peer backend = new Peer(far.port(), "backend", "sk/v1/+/+/up/#")) {
      backend.retain(Rig.ROOT + "dn/order", "open");
      try (Rig rig = new Rig(far.port())) {
        rig.connected(1);
        backend.say(Rig.ROOT + "dn/query", "first");
        assertEquals(new Input.StateAsked("first"), rig.inputs.next(Input.StateAsked.class));
        assertEquals(List.of(), rig.inputs.rest());
      }
    }
  }

  @Test
  void whoLeavesIsSaidToBeGone() throws Exception {
    try (Running far = start();
        Peer backend = new Peer(far.port(), "backend", "sk/v1/+/+/up/#");
        Rig rig = new Rig(far.port())) {
      rig.connected(7);
      rig.broker.disconnect(7, "for the night");
      assertEquals(0, rig.inputs.next(Input.BrokerLost.class).code());
      assertEquals("up/state gone 7", backend.heard());
    }
  }

  @Test
  void aSecondClientWithOurNameTakesOver() throws Exception {
    try (Running far = start();
        Rig rig = new Rig(far.port());
        Rig thief = new Rig(far.port())) {
      rig.connected(1);
      thief.connected(1);
      assertEquals(1, rig.inputs.next(Input.BrokerLost.class).attempt());
    }
  }

  @Test
  void aBrokerThatDiesAndComesBackIsFoundAgain() throws Exception {
    try (Running far = start();
        Rig rig = new Rig(far.port())) {
      rig.connected(1);
      far.close();
      assertEquals(1, rig.inputs.next(Input.BrokerLost.class).attempt());
    }
  }
}
