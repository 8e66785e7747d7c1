package io.shelfkeeper.simulator.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Troubles of a scale as the host sees them: raw weights of a hundredth of a gram, and status. */
class TransmitterTroubleTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int NOT_STABLE = 1 << 5;
  private static final byte[] WEIGHTS = HexFormat.of().parseHex("010300500006C5D9");
  private static final byte[] STATUS = HexFormat.of().parseHex("01030008000105C8");
  private static final byte[] TARE =
      HexFormat.of().parseHex("01100054000204000000 64F68B".replace(" ", ""));

  private final Troubles troubles = new Troubles();
  private double load = 500;
  private Transmitter device = device();
  private long now;

  private Transmitter device() {
    return new Transmitter("scale", 1, 9_600, Loads.of(() -> load), troubles);
  }

  @BeforeEach
  void begin() {
    device = device();
    now = SECOND;
  }

  private List<Reply> ask(byte[] request) {
    now += SECOND;
    return device.hear(request, now);
  }

  private int word(byte[] request, int at) {
    byte[] reply = ask(request).getFirst().bytes();
    return ByteBuffer.wrap(reply).getShort(3 + at) & 0xFFFF;
  }

  private int gross() {
    byte[] reply = ask(WEIGHTS).getFirst().bytes();
    return ByteBuffer.wrap(reply).getInt(3);
  }

  private void start(Trouble kind, double amount, long until) {
    troubles.start(new Troubles.Active("scale", kind, amount, now, until));
  }

  private void start(Trouble kind) {
    start(kind, Double.NaN, Long.MAX_VALUE);
  }

  @Test
  void frozenValueDoesNotFollowTheLoadAndThawsAgain() {
    start(Trouble.FROZEN);
    assertEquals(50_000, gross());
    load = 300;
    assertEquals(50_000, gross());
    troubles.clear("scale");
    assertEquals(30_000, gross());
  }

  @Test
  void troubleEndsWhenItsTimeIsUp() {
    start(Trouble.SILENT, Double.NaN, now + 3 * SECOND);
    assertEquals(List.of(), ask(WEIGHTS));
    now += 5 * SECOND;
    assertEquals(1, ask(WEIGHTS).size());
    assertEquals(List.of(), troubles.active(now));
  }

  @Test
  void lateAnswerComesAfterItsDelay() {
    start(Trouble.LATE, 900, Long.MAX_VALUE);
    assertEquals(901_000_000, ask(WEIGHTS).getFirst().delayNanos());
  }

  @Test
  void driftGrowsByTheMinuteAndIsNeverStable() {
    start(Trouble.DRIFT, 30, Long.MAX_VALUE);
    now += 59 * SECOND;
    assertEquals(53_000, gross(), 60);
    assertEquals(NOT_STABLE, word(STATUS, 0) & NOT_STABLE);
  }

  @Test
  void spikeHitsOneReadingOfTheWeight() {
    start(Trouble.SPIKE, 5_000, Long.MAX_VALUE);
    word(STATUS, 0);
    assertEquals(550_000, gross());
    assertEquals(50_000, gross());
  }

  @Test
  void liftedPlatformReadsBelowZero() {
    start(Trouble.LIFTED, 150, Long.MAX_VALUE);
    assertEquals(-15_000, gross());
  }

  @Test
  void powerCycleSilencesForAMomentAndLosesTheTare() {
    ask(TARE);
    assertEquals(100, word(WEIGHTS, 10));
    start(Trouble.POWER_CYCLE);
    assertEquals(List.of(), ask(WEIGHTS));
    assertEquals(0, word(WEIGHTS, 10));
    assertFalse(troubles.on("scale", Trouble.POWER_CYCLE, now));
  }

  @Test
  void everyTroubleIsExplained() {
    for (Trouble kind : Trouble.values()) {
      assertTrue(kind.meaning().length() > 10);
      assertTrue(kind.word().matches("[a-z-]+"));
    }
  }
}
