package io.shelfkeeper.agent.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.drivers.wire.Hex;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever happens to the agent, no coil is held: it is killed, stopped for 20 s and started anew,
 * wires are pulled, boards fall silent, and orders come all the time.
 */
class CoilsTest {
  private static final Set<String> FORMS =
      Set.of("all off", "read relays", "read inputs", "timed pulse", "8A read", "8A pulse");

  private final LockLine line = new LockLine();
  private final FarBoard.Relay relay = new FarBoard.Relay(1);
  private final FarBoard.Eight eight = new FarBoard.Eight(2);
  private final Set<String> seen = new HashSet<>();
  private int orders;
  private int answers;
  private int kills;

  /** What a frame may be; anything else would be new to us and has no name. */
  static String form(byte[] frame) {
    String hex = Hex.text(frame).replace(" ", "").toUpperCase(java.util.Locale.ROOT);
    if (hex.matches("010500FF0000....")) {
      return "all off";
    } else if (hex.matches("010100000008....")) {
      return "read relays";
    } else if (hex.matches("010200000008....")) {
      return "read inputs";
    } else if (hex.matches("0105020[0-7]000[1-9A-F]....")) {
      return "timed pulse";
    } else if (hex.matches("80020033..")) {
      return "8A read";
    } else if (hex.matches("8A020[1-8]11..")) {
      return "8A pulse";
    }
    return "unknown: " + hex;
  }

  private void oneLife(SplittableRandom random) {
    LockBench bench = new LockBench(new SharedSupplies(), line, relay, eight);
    int turns = random.nextInt(5, 200);
    for (int i = 0; i < turns; i++) {
      trouble(random);
      if (random.nextInt(8) == 0) {
        bench.order(random.nextInt(4));
        orders++;
      }
      bench.worker.turn();
    }
    if (random.nextBoolean()) {
      bench.worker.close();
    } else {
      kills++;
    }
    answers += bench.all(Input.Pulsed.class).size();
  }

  private void trouble(SplittableRandom random) {
    switch (random.nextInt(60)) {
      case 0 -> line.plugged ^= true;
      case 1 -> relay.silent ^= true;
      case 2 -> eight.silent ^= true;
      case 3 -> relay.silentToPulses ^= true;
      case 4 -> eight.silentToPulses ^= true;
      case 5 -> line.now += 20_000 * LockLine.MILLI;
      case 6, 7, 8 -> line.plugged = true;
      case 9, 10 -> relay.silent = false;
      case 11, 12 -> eight.silent = false;
      default -> {} // most turns are quiet
    }
  }

  private void judge(String replay) {
    for (LockLine.Sent sent : line.sent) {
      seen.add(form(sent.bytes()));
    }
    assertEquals(FORMS, seen, replay);
    apart(relay.pulses, replay);
    apart(eight.pulses, replay);
    int pulses = relay.pulses.size() + eight.pulses.size();
    System.out.printf(
        "coils: frames=%d orders=%d pulses=%d kills=%d%n", line.sent.size(), orders, pulses, kills);
    assertTrue(pulses <= orders && answers <= orders, replay);
    assertTrue(pulses > 20, "too little happened, " + replay);
  }

  /** One pulse ends before the next one begins, and none is longer than its lock's. */
  private static void apart(List<FarBoard.Energised> pulses, String replay) {
    for (int i = 0; i < pulses.size(); i++) {
      FarBoard.Energised pulse = pulses.get(i);
      assertTrue(pulse.millis() <= 700, replay);
      assertTrue(
          i == 0 || pulse.nanos() >= pulses.get(i - 1).endNanos(),
          pulses.get(Math.max(0, i - 1)) + " " + pulse + replay);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void noCoilIsHeldAndNoTwoPulsesOfABoardMeet(long seed) {
    live(seed, 100);
  }

  @Tag("deep")
  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6, 7, 8, 9})
  void noCoilIsHeldInThousandsOfLives(long seed) {
    live(seed, 5_000);
  }

  private void live(long seed, int lives) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int life = 0; life < lives; life++) {
      oneLife(random);
    }
    judge(" seed=" + seed + ": mvn -pl edge-agent -am test -Dtest=CoilsTest (see its seeds)");
  }
}
