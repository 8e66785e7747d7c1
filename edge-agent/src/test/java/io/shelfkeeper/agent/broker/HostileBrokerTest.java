package io.shelfkeeper.agent.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.core.step.Input;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Silence, lies and malformed packets: each ends the connection with a reason, and in time. */
class HostileBrokerTest {
  @Test
  void aBrokerThatNeverAnswersTheConnectIsGivenUp() throws Exception {
    Input.BrokerLost lost = lost(ScriptedBroker.Line::ignore, Rig.SHORT);
    assertEquals(-1, lost.code());
    assertTrue(lost.why().contains("did not answer in 1500 ms"), lost.why());
    assertTrue(lost.why().contains("mqtt://127.0.0.1:"), lost.why());
  }

  @Test
  void aBrokerThatNeverAnswersTheSubscriptionsIsGivenUp() throws Exception {
    Input.BrokerLost lost =
        lost(
            line -> {
              line.await(ScriptedBroker.CONNECT);
              line.send(ScriptedBroker.CONNACK);
              line.idle();
            },
            Rig.limits(60_000, 700, 500, 20, 10_000));
    assertTrue(lost.why().contains("subscriptions were not answered in 700 ms"), lost.why());
  }

  @Test
  void aBrokerThatNeverAnswersPublicationsGetsNoMoreThanTheWindow() throws Exception {
    try (ScriptedBroker far = new ScriptedBroker(HostileBrokerTest::takeIn);
        Rig rig = new Rig(far.port())) {
      rig.connected(1);
      for (int token = 1; token <= 8; token++) {
        assertTrue(rig.publish(1, token));
      }
      assertFalse(rig.publish(1, 9));
      assertEquals(List.of(), rig.inputs.rest());
    }
  }

  @Test
  void aBrokerThatReadsNothingMakesTheLoopWaitForNothing() throws Exception {
    BrokerSettings.Limits limits =
        new BrokerSettings.Limits(15_000, 15_000, 500, 20, 10_000, 262_144, 16, 200, 200);
    CompletableFuture<Void> seen = new CompletableFuture<>();
    ScriptedBroker.Script script =
        line -> {
          line.welcome();
          seen.join();
        };
    try (ScriptedBroker far = new ScriptedBroker(script);
        Rig rig = new Rig(far.port(), limits)) {
      rig.connected(1);
      byte[] large = new byte[100_000];
      byte[] small = new byte[700];
      for (int token = 1; token <= 200; token++) { // 10 MB, more than the systems keep
        byte[] payload = token % 2 == 0 ? large : small;
        assertTrue(rig.broker.publish(1, token, Channel.UP_FACT, payload));
        rig.broker.flush();
      }
      assertEquals(List.of(), rig.inputs.rest(), "only the end of the connection lets a wait end");
      seen.complete(null);
    }
  }

  @Test
  void aBrokerThatAnswersWhatHasNotLeftIsLeft() throws Exception {
    BrokerSettings.Limits limits =
        new BrokerSettings.Limits(15_000, 15_000, 500, 20, 60_000, 262_144, 16, 8, 1);
    ScriptedBroker.Script script =
        line -> {
          line.welcome();
          line.await(ScriptedBroker.PUBLISH);
          line.send("40021001"); // the second, and only one may be on the wire
          line.ignore();
        };
    try (ScriptedBroker far = new ScriptedBroker(script);
        Rig rig = new Rig(far.port(), limits)) {
      rig.connected(1);
      assertTrue(rig.broker.publish(1, 1, Channel.UP_FACT, new byte[10]));
      assertTrue(rig.broker.publish(1, 2, Channel.UP_FACT, new byte[10]));
      rig.broker.flush();
      Input.BrokerLost lost = rig.inputs.next(Input.BrokerLost.class);
      assertTrue(lost.why().contains("has not been sent"), lost.why());
    }
  }

  @Test
  void aBrokerThatIsSilentIsDeafAndTheConnectionEnds() throws Exception {
    BrokerSettings.Limits limits = Rig.limits(60_000, 60_000, 500, 20, 400);
    ScriptedBroker.Script script =
        line -> {
          line.welcome();
          line.ignore();
        };
    try (ScriptedBroker far = new ScriptedBroker(script);
        Rig rig = new Rig(far.port(), limits)) {
      rig.connected(1);
      Input.BrokerLost lost = rig.inputs.next(Input.BrokerLost.class);
      assertTrue(lost.why().contains("said nothing for 400 ms"), lost.why());
    }
  }

  @Test
  void aPingThatIsNotAnsweredEndsTheConnection() throws Exception {
    BrokerSettings.Limits limits = Rig.limits(60_000, 60_000, 500, 1, 60_000);
    ScriptedBroker.Script script =
        line -> {
          line.welcome();
          line.ignore();
        };
    try (ScriptedBroker far = new ScriptedBroker(script);
        Rig rig = new Rig(far.port(), limits)) {
      rig.connected(1);
      assertEquals(-1, rig.inputs.next(Input.BrokerLost.class).code());
    }
  }

  @ParameterizedTest
  @CsvSource({"84,MQTT 5", "87,not authorised", "89,busy", "97,quota", "9d,another broker"})
  void aRefusalIsPassedOnWithItsReason(String code, String words) throws Exception {
    Input.BrokerLost lost =
        lost(
            line -> {
              line.await(ScriptedBroker.CONNECT);
              line.send("20 03 00 " + code + " 00");
            });
    assertEquals(Integer.parseInt(code, 16), lost.code());
    assertTrue(lost.why().contains(words), lost.why());
  }

  @ParameterizedTest
  @CsvSource({"87,135", "00,155", "'',130", "0101,130"})
  void subscriptionsThatAreNotGrantedInFullEndTheConnection(String codes, int code)
      throws Exception {
    Input.BrokerLost lost =
        lost(
            line -> {
              line.await(ScriptedBroker.CONNECT);
              line.send(ScriptedBroker.CONNACK);
              line.suback(codes);
              line.idle();
            });
    assertEquals(code, lost.code(), lost.why());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "20 06 00 00 03 21 0000", // receive maximum 0
        "20 08 00 00 05 27 00000000", // packet maximum 0
        "20 05 00 00 03 21 00", // property longer than the packet
        "20 05 00 00 02 7f 00", // unknown property
        "20 04 00 00 ff 00", // property length that runs out
        "20 02 00 00", // no properties at all
        "20 00", // nothing
        "20 05 00 00 02 24 00" // only quality 0
      })
  void aConnackThatMakesNoSenseEndsTheConnection(String connack) throws Exception {
    lost(
        line -> {
          line.await(ScriptedBroker.CONNECT);
          line.send(connack);
          line.ignore();
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"20", "30", "32", "40", "90", "d0", "e0"})
  void anAnnouncedLengthNeverTakesOurMemory(String kind) throws Exception {
    ScriptedBroker.Script script =
        line -> {
          line.welcome();
          line.await(ScriptedBroker.PUBLISH); // so that the connection is told before its end
          line.send(kind + "ff ff ff 7f");
          line.ignore();
        };
    try (ScriptedBroker far = new ScriptedBroker(script);
        Rig rig = new Rig(far.port())) {
      rig.connected(1);
      rig.publish(1, 1);
      Input.BrokerLost lost = rig.inputs.next(Input.BrokerLost.class);
      assertEquals(0x95, lost.code(), lost.why());
      assertTrue(lost.why().contains("announces a packet"), lost.why());
    }
  }

  @Test
  void aFloodOfQualityTwoEndsTheConnection() throws Exception {
    ScriptedBroker.Script script =
        line -> {
          line.welcome();
          for (int number = 1; number < 60_000; number++) {
            line.send(ScriptedBroker.packet(0x34, Rig.ROOT + "dn/order", number, new byte[500]));
          }
        };
    assertEquals(0x9B, lostAfterwards(script).code());
  }

  @Test
  void moreMessagesAheadThanAgreedEndTheConnection() throws Exception {
    ScriptedBroker.Script script =
        line -> {
          line.welcome();
          line.await(ScriptedBroker.PUBLISH); // so that the connection is told before its end
          for (int number = 1; number <= 17; number++) {
            line.publish(Rig.ROOT + "dn/order", number, new byte[10]);
          }
          line.ignore();
        };
    try (ScriptedBroker far = new ScriptedBroker(script);
        Rig rig = new Rig(far.port())) {
      rig.connected(1);
      rig.publish(1, 1);
      for (int number = 1; number <= 16; number++) {
        rig.inputs.next(Input.MessageArrived.class);
      }
      assertEquals(0x93, rig.inputs.next(Input.BrokerLost.class).code());
    }
  }

  @Test
  void aMessageUnderAnAliasThatWasNotAllowedEndsTheConnection() throws Exception {
    ScriptedBroker.Script script =
        line -> {
          line.welcome();
          line.send("32 08 0000 0001 03 23 0007");
          line.ignore();
        };
    lostAfterwards(script);
  }

  @Test
  void aPacketThatTheLibrarysReaderDiesOfEndsTheConnection() throws Exception {
    ScriptedBroker.Script script =
        line -> {
          line.welcome();
          line.send("32 07 0002 6101 0001 00");
          line.ignore();
        };
    assertEquals(0x82, lostAfterwards(script).code());
    assertEquals(
        0x82,
        lost(line -> {
              line.await(ScriptedBroker.CONNECT);
              line.send("32 07 0002 6101 0001 00");
              line.ignore();
            })
            .code());
  }

  @Test
  void aMessageOnAStrangeTopicIsDropped() throws Exception {
    ScriptedBroker.Script script =
        line -> {
          line.welcome();
          line.publish("sk/v1/shop-1/dev-2/dn/order", 3, Rig.text("not ours"));
          line.publish(Rig.ROOT + "up/fact", 4, Rig.text("our own"));
          line.publish(Rig.ROOT + "dn/query", 5, Rig.text("state"));
          line.idle();
        };
    try (ScriptedBroker far = new ScriptedBroker(script);
        Rig rig = new Rig(far.port())) {
      rig.connected(1);
      rig.inputs.next(Input.StateAsked.class);
      assertEquals(List.of(), rig.inputs.rest());
    }
  }

  @Test
  void aTakeOverIsPassedOnAsOne() throws Exception {
    Input.BrokerLost lost =
        lostAfterwards(
            line -> {
              line.welcome();
              line.send("e0 02 8e 00");
              line.ignore();
            });
    assertEquals(0x8E, lost.code());
    assertTrue(lost.why().contains("took over"), lost.why());
  }

  @Test
  void aCutAfterAnyByteEndsTheConnectionOnce() throws Exception {
    byte[] stream = java.util.HexFormat.of().parseHex("2003000000" + "9004000100" + "01" + "d000");
    int[] cut = {0};
    ScriptedBroker.Script script =
        line -> {
          line.await(ScriptedBroker.CONNECT);
          byte[] sent = java.util.Arrays.copyOf(stream, cut[0]);
          line.send(java.util.Arrays.copyOf(sent, Math.min(5, sent.length)));
          if (sent.length >= 5) {
            line.await(ScriptedBroker.SUBSCRIBE);
            line.send(java.util.Arrays.copyOfRange(sent, 5, sent.length));
          }
        };
    try (ScriptedBroker far = new ScriptedBroker(script);
        Rig rig = new Rig(far.port())) {
      for (cut[0] = 0; cut[0] < 11; cut[0]++) {
        assertEquals(cut[0] + 1, rig.lost(cut[0] + 1).attempt());
      }
    }
  }

  @Test
  void nobodyAtTheAddressIsSaidAsThat() throws Exception {
    int port;
    try (ScriptedBroker far = new ScriptedBroker(line -> {})) {
      port = far.port();
    }
    try (Rig rig = new Rig(port)) {
      Input.BrokerLost lost = rig.lost(1);
      assertTrue(lost.why().contains("nobody listens there"), lost.why());
    }
  }

  private static void takeIn(ScriptedBroker.Line line) throws IOException {
    line.welcome();
    line.idle();
  }

  private static Input.BrokerLost lost(ScriptedBroker.Script script) throws IOException {
    return lost(script, Rig.PATIENT);
  }

  private static Input.BrokerLost lost(ScriptedBroker.Script script, BrokerSettings.Limits limits)
      throws IOException {
    try (ScriptedBroker far = new ScriptedBroker(script);
        Rig rig = new Rig(far.port(), limits)) {
      return rig.lost(1);
    }
  }

  private static Input.BrokerLost lostAfterwards(ScriptedBroker.Script script) throws IOException {
    try (ScriptedBroker far = new ScriptedBroker(script);
        Rig rig = new Rig(far.port())) {
      rig.broker.connect(1);
      // Whoever is quick ends the connection before it is told.
      Input first = rig.inputs.next(Input.class);
      return first instanceof Input.BrokerLost lost
          ? lost
          : rig.inputs.next(Input.BrokerLost.class);
    }
  }
}
