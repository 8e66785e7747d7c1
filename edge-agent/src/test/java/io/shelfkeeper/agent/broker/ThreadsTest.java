package io.shelfkeeper.agent.broker;

import io.shelfkeeper.agent.core.step.Input;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The library leaves nothing behind, however a connection ends. */
class ThreadsTest {
  @Test
  void noWayToEndAConnectionLeavesAThread() throws Exception {
    int[] round = {0};
    try (ScriptedBroker far = new ScriptedBroker(line -> endings(line, round[0]));
        Rig rig = new Rig(far.port())) {
      for (round[0] = 0; round[0] < 10; round[0]++) {
        end(rig, round[0]);
      }
      noneLeft(rig);
    }
  }

  @Test
  @Tag("deep")
  void aThousandReconnectsLeaveNoThread() throws Exception {
    int[] round = {0};
    try (ScriptedBroker far = new ScriptedBroker(line -> endings(line, round[0]));
        Rig rig = new Rig(far.port())) {
      for (round[0] = 0; round[0] < 1_000; round[0]++) {
        end(rig, round[0]);
      }
      noneLeft(rig);
    }
  }

  @Test
  @Tag("deep")
  void noRandomPacketLeavesAThread() throws Exception {
    long seed = Long.getLong("seed", 4711L);
    System.out.println("seed " + seed + "; replay: -Dtest=ThreadsTest -Dseed=" + seed);
    Random random = new Random(seed);
    ScriptedBroker.Script script =
        line -> {
          if (random.nextBoolean()) {
            line.welcome();
          } else {
            line.await(ScriptedBroker.CONNECT);
          }
          for (int packets = random.nextInt(5); packets >= 0; packets--) {
            line.send(randomPacket(random));
          }
        };
    try (ScriptedBroker far = new ScriptedBroker(script);
        Rig rig = new Rig(far.port())) {
      for (int attempt = 1; attempt <= 150; attempt++) {
        rig.broker.connect(attempt);
        awaitLost(rig);
      }
      noneLeft(rig);
    }
  }

  private static void end(Rig rig, int round) {
    rig.broker.connect(round + 1);
    if (round % 10 == 9) {
      rig.inputs.next(Input.BrokerConnected.class);
      rig.broker.disconnect(round + 1, "on purpose");
    }
    awaitLost(rig);
  }

  private static void awaitLost(Rig rig) {
    Waiting.until(
        "the connection ended",
        () -> rig.inputs.rest().stream().anyMatch(Input.BrokerLost.class::isInstance));
  }

  /** Ten ways to end. */
  private static void endings(ScriptedBroker.Line line, int round) throws IOException {
    switch (round % 10) {
      case 0 -> {}
      case 1 -> line.reset();
      case 2 -> line.await(ScriptedBroker.CONNECT);
      case 3 -> line.send("20 03 00 00 00 20 03 00 00 00");
      case 4 -> line.welcome();
      case 5 -> {
        line.welcome();
        line.send("e0 02 8e 00");
      }
      case 6 -> {
        line.welcome();
        line.send("34 00");
        line.ignore();
      }
      case 7 -> {
        line.welcome();
        // A control character in a topic: the library's reader dies of it.
        line.send("32 07 0002 6101 0001 00");
        line.ignore();
      }
      case 8 -> {
        line.await(ScriptedBroker.CONNECT);
        line.send("20 00");
        line.ignore();
      }
      default -> {
        line.welcome();
        line.idle();
      }
    }
  }

  private static byte[] randomPacket(Random random) {
    int[] kinds = {0x20, 0x30, 0x32, 0x40, 0x90, 0xD0, 0xE0};
    byte[] packet = new byte[2 + random.nextInt(30)];
    random.nextBytes(packet);
    packet[0] = (byte) kinds[random.nextInt(kinds.length)];
    packet[1] = (byte) (packet.length - 2);
    return packet;
  }

  private static void noneLeft(Rig rig) {
    Waiting.until(() -> "these threads end: " + library(), () -> library().isEmpty());
    rig.close();
  }

  private static List<String> library() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> thread.getKey().getName().startsWith("MQTT"))
        .map(thread -> thread.getKey().getName() + " at " + Arrays.toString(thread.getValue()))
        .toList();
  }
}
