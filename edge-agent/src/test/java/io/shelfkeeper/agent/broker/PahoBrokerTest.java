package io.shelfkeeper.agent.broker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.broker.ScriptedBroker.Packet;
import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.core.step.Input;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PahoBrokerTest {
  private final LinkedBlockingQueue<Packet> seen = new LinkedBlockingQueue<>();

  @Test
  void aConnectionStartsCleanWithAWillAndLimits() throws Exception {
    ScriptedBroker.Script script =
        line -> {
          seen.add(line.await(ScriptedBroker.CONNECT));
          line.send(ScriptedBroker.CONNACK);
          Packet subscribe = line.await(ScriptedBroker.SUBSCRIBE);
          seen.add(subscribe);
          line.send("90 04 %04x 00 01".formatted(subscribe.number()));
          line.idle();
        };
    try (ScriptedBroker far = new ScriptedBroker(script);
        Rig rig = new Rig(far.port())) {
      Input.BrokerConnected connected = rig.connected(1);
      // This broker names no limits: of messages the connection's own counts.
      assertEquals(new Input.BrokerConnected(1, false, 8, 268_435_455L), connected);
      String connect = packet().hex();
      // MQTT 5, clean start + will with quality 1, keep-alive 20 s.
      assertTrue(connect.startsWith("00044d515454" + "05" + "0e" + "0014"), connect);
      assertTrue(connect.contains("1100000000"), "session expiry 0: " + connect);
      assertTrue(connect.contains("210010"), "receive maximum 16: " + connect);
      assertTrue(connect.contains("2700040000"), "packet maximum 256 KiB: " + connect);
      String body = new String(packet().body(), StandardCharsets.ISO_8859_1);
      // Quality 1, do not send what was retained.
      assertTrue(body.endsWith("sk/v1/shop-1/dev-1/dn/+\u0021"), body);
    }
  }

  @Test
  void theBrokersLimitsAreToldAndKept() throws Exception {
    ScriptedBroker.Script script =
        line -> {
          line.welcome("20 0b 00 00 08 21 0002 27 00000200");
          line.idle();
        };
    try (ScriptedBroker far = new ScriptedBroker(script);
        Rig rig = new Rig(far.port())) {
      assertEquals(new Input.BrokerConnected(1, false, 2, 512), rig.connected(1));
      assertTrue(rig.publish(1, 1));
      assertTrue(rig.publish(1, 2));
      assertFalse(rig.publish(1, 3), "the broker takes two at a time");
      assertTrue(rig.broker.publish(1, 4, Channel.UP_FACT, new byte[600]));
      assertEquals(
          new Input.PublicationDone(1, 4, 0x95), rig.inputs.next(Input.PublicationDone.class));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0x00, 0x10, 0x80, 0x83, 0x87, 0x90, 0x91, 0x97, 0x99})
  void theReasonOfEveryAnswerIsPassedOn(int code) throws Exception {
    ScriptedBroker.Script script =
        line -> {
          line.welcome();
          int number = line.await(ScriptedBroker.PUBLISH).publishNumber();
          line.send(
              code == 0
                  ? "40 02 %04x".formatted(number)
                  : "40 03 %04x%02x".formatted(number, code));
          line.idle();
        };
    try (ScriptedBroker far = new ScriptedBroker(script);
        Rig rig = new Rig(far.port())) {
      rig.connected(1);
      assertTrue(rig.publish(1, 77));
      assertEquals(
          new Input.PublicationDone(1, 77, code), rig.inputs.next(Input.PublicationDone.class));
    }
  }

  @Test
  void aReasonThatThereIsNotCostsTheConnectionAndNotTheRow() throws Exception {
    ScriptedBroker.Script script =
        line -> {
          line.welcome();
          int number = line.await(ScriptedBroker.PUBLISH).publishNumber();
          line.send("40 03 %04x 05".formatted(number));
          line.idle();
        };
    try (ScriptedBroker far = new ScriptedBroker(script);
        Rig rig = new Rig(far.port())) {
      rig.connected(1);
      assertTrue(rig.publish(1, 77));
      assertEquals(ReasonCodes.PROTOCOL_ERROR, rig.inputs.next(Input.BrokerLost.class).code());
    }
  }

  @Test
  void anOrderIsAcknowledgedWhenItIsStoredAndNotBefore() throws Exception {
    ScriptedBroker.Script script =
        line -> {
          line.welcome();
          line.publish(Rig.ROOT + "dn/order", 41, Rig.text("open"));
          line.publish(Rig.ROOT + "dn/document", 42, Rig.text("prices"));
          line.publish(Rig.ROOT + "dn/query", 43, Rig.text("state"));
          while (true) {
            seen.add(line.await(ScriptedBroker.PUBACK));
          }
        };
    try (ScriptedBroker far = new ScriptedBroker(script);
        Rig rig = new Rig(far.port())) {
      rig.connected(1);
      Input.MessageArrived order = rig.inputs.next(Input.MessageArrived.class);
      assertEquals(Channel.DN_ORDER, order.channel());
      assertArrayEquals(Rig.text("open"), order.payload());
      assertFalse(order.retained());
      Input.MessageArrived document = rig.inputs.next(Input.MessageArrived.class);
      assertEquals(Channel.DN_DOCUMENT, document.channel());
      assertEquals(new Input.StateAsked("state"), rig.inputs.next(Input.StateAsked.class));
      assertEquals(43, packet().number(), "a question is acknowledged at once");

      rig.broker.acknowledge(2, order.token());
      rig.broker.acknowledge(1, 999);
      rig.broker.acknowledge(1, document.token());
      rig.broker.acknowledge(1, document.token());
      rig.broker.acknowledge(1, order.token());
      assertEquals(42, packet().number());
      assertEquals(41, packet().number());
      assertEquals(List.of(), List.copyOf(seen));
    }
  }

  @Test
  void aRetainedOrderIsMarkedAsOne() throws Exception {
    ScriptedBroker.Script script =
        line -> {
          line.welcome();
          line.send(ScriptedBroker.packet(0x33, Rig.ROOT + "dn/order", 5, Rig.text("old")));
          line.idle();
        };
    try (ScriptedBroker far = new ScriptedBroker(script);
        Rig rig = new Rig(far.port())) {
      rig.connected(1);
      assertTrue(rig.inputs.next(Input.MessageArrived.class).retained());
    }
  }

  @Test
  void anOrderThatFindsNoRoomIsAcknowledgedAndReportedOnce() throws Exception {
    ScriptedBroker.Script script =
        line -> {
          line.welcome();
          line.await(ScriptedBroker.PUBLISH);
          line.publish(Rig.ROOT + "dn/order", 1, Rig.text("a"));
          line.publish(Rig.ROOT + "dn/order", 2, Rig.text("b"));
          seen.add(line.await(ScriptedBroker.PUBACK));
          seen.add(line.await(ScriptedBroker.PUBACK));
          line.idle();
        };
    try (ScriptedBroker far = new ScriptedBroker(script);
        Rig rig = new Rig(far.port())) {
      rig.connected(1);
      rig.inputs.full(true);
      assertTrue(rig.publish(1, 1));
      assertEquals(1, packet().number());
      assertEquals(2, packet().number());
      Input.MessageUnreadable busy = rig.inputs.next(Input.MessageUnreadable.class);
      assertEquals(Channel.DN_ORDER, busy.channel());
      assertTrue(busy.why().contains("busy"));
      assertEquals(List.of(), rig.inputs.rest());
    }
  }

  @Test
  void whatComesBeforeTheSubscriptionsAreAnsweredIsToldAfterTheConnection() throws Exception {
    ScriptedBroker.Script script =
        line -> {
          line.await(ScriptedBroker.CONNECT);
          line.send(ScriptedBroker.CONNACK);
          Packet subscribe = line.await(ScriptedBroker.SUBSCRIBE);
          line.publish(Rig.ROOT + "dn/query", 9, Rig.text("early"));
          line.send("90 04 %04x 00 01".formatted(subscribe.number()));
          line.idle();
        };
    try (ScriptedBroker far = new ScriptedBroker(script);
        Rig rig = new Rig(far.port())) {
      rig.connected(1);
      assertEquals(new Input.StateAsked("early"), rig.inputs.next(Input.StateAsked.class));
    }
  }

  @Test
  void leavingSendsTheWillAndTellsTheEnd() throws Exception {
    ScriptedBroker.Script script =
        line -> {
          line.welcome();
          seen.add(line.await(ScriptedBroker.DISCONNECT));
        };
    try (ScriptedBroker far = new ScriptedBroker(script);
        Rig rig = new Rig(far.port())) {
      rig.connected(1);
      rig.broker.disconnect(1, "enough for today");
      assertTrue(packet().hex().startsWith("04"), "disconnect with will message");
      Input.BrokerLost lost = rig.inputs.next(Input.BrokerLost.class);
      assertEquals(0, lost.code());
      assertTrue(lost.why().contains("enough for today"));
      assertFalse(rig.publish(1, 1));
    }
  }

  @Test
  void closingTheAgentIsPoliteToo() throws Exception {
    ScriptedBroker.Script script =
        line -> {
          line.welcome();
          seen.add(line.await(ScriptedBroker.DISCONNECT));
        };
    try (ScriptedBroker far = new ScriptedBroker(script)) {
      try (Rig rig = new Rig(far.port())) {
        rig.connected(1);
      }
      assertTrue(packet().hex().startsWith("04"));
    }
  }

  @Test
  void aConnectionUnderWayIsGivenUpAtOnce() throws Exception {
    BrokerSettings.Limits patient = Rig.limits(60_000, 60_000, 500, 20, 60_000);
    try (ScriptedBroker far = new ScriptedBroker(ScriptedBroker.Line::ignore);
        Rig rig = new Rig(far.port(), patient)) {
      rig.broker.connect(1);
      Waiting.until("the connection is under way", () -> far.connections() == 1);
      rig.broker.disconnect(1, "changed my mind");
      assertEquals(1, rig.inputs.next(Input.BrokerLost.class).attempt());
    }
  }

  @Test
  void theNextAttemptReplacesTheLastAndHearsNothingOfIt() throws Exception {
    ScriptedBroker.Script script =
        line -> {
          line.welcome();
          line.idle();
        };
    try (ScriptedBroker far = new ScriptedBroker(script);
        Rig rig = new Rig(far.port())) {
      rig.connected(1);
      assertTrue(rig.publish(1, 1));
      rig.connected(2);
      assertFalse(rig.publish(1, 2));
      assertTrue(rig.publish(2, 3));
      assertEquals(List.of(), rig.inputs.rest());
    }
  }

  private Packet packet() throws InterruptedException, IOException {
    Packet packet = seen.poll(60, TimeUnit.SECONDS);
    if (packet == null) {
      throw new IOException("the client did not send what was awaited");
    }
    return packet;
  }
}
