package io.shelfkeeper.agent.core.trust;

import static org.junit.jupiter.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Bytes without mercy: whatever comes is refused, nothing is thrown, nothing hangs. {@code
 * -Dfuzz.seed=} plays the printed seed again.
 */
class SignedFuzzTest {
  private static final long SECONDS_EACH = Long.getLong("fuzz.seconds", 60);
  private static final int ROUNDS_IN_EVERY_BUILD = 5_000;
  private static final SignedOrder.Audience SELF = new SignedOrder.Audience("t", "s", "d");
  private static final String ORDER =
      """
      {"purpose":"shelfkeeper-order-1","tenant":"t","site":"s","device":"d",\
      "order":"0123456789abcdef0123456789abcdef","action":"release","target":"lock/C3",\
      "challenge":"fedcba9876543210fedcba9876543210","issued":1793610930}\
      """;

  private long seed;
  private SplittableRandom random = new SplittableRandom();
  private final Map<Why, Integer> whys = new EnumMap<>(Why.class);

  /** When to stop: after so many rounds, or after a minute. */
  private interface Patience {
    boolean lasts(long rounds);
  }

  private Patience some() {
    begin(1);
    return rounds -> rounds < ROUNDS_IN_EVERY_BUILD;
  }

  private Patience many() {
    begin(System.nanoTime());
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_EACH);
    return rounds -> System.nanoTime() < end;
  }

  private void begin(long usual) {
    seed = Long.getLong("fuzz.seed", usual);
    random = new SplittableRandom(seed);
  }

  @Test
  void someBytesAreNoOrder() throws Exception {
    orders(some());
  }

  @Test
  void someBytesAreNoBundle() throws Exception {
    bundles(some());
  }

  @Test
  @Tag("deep")
  void noBytesAreAnOrderButTheOnesThatWereSigned() throws Exception {
    orders(many());
  }

  @Test
  @Tag("deep")
  void noBytesAreABundleButTheOnesThatWereSigned() throws Exception {
    bundles(many());
  }

  private void orders(Patience patience) throws Exception {
    Issuing root = new Issuing("root", seed);
    Issuing opener = new Issuing("opener", ~seed);
    byte[] bundle = root.sign(Issuing.bundle(1, opener.entry("\"open\"")));
    Trust trust = ((Trust.Taking.Taken) Trust.of(root.key(), 0).take(bundle)).trust();
    fuzz(
        patience,
        "orders",
        opener.sign(ORDER),
        payload(ORDER),
        bytes ->
            SignedOrder.read(bytes, trust, SELF) instanceof SignedOrder.Reading.Refused refused
                ? refused.why()
                : null);
  }

  private void bundles(Patience patience) throws Exception {
    Issuing root = new Issuing("root", seed);
    String content = Issuing.bundle(7, new Issuing("a", ~seed).entry("\"open\",\"price\""));
    Trust trust = Trust.of(root.key(), 6);
    fuzz(
        patience,
        "bundles",
        root.sign(content),
        payload(content),
        bytes -> trust.take(bytes) instanceof Trust.Taking.Refused refused ? refused.why() : null);
  }

  private static byte[] payload(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void fuzz(
      Patience patience,
      String what,
      byte[] good,
      byte[] payload,
      Function<byte[], @Nullable Why> read) {
    long rounds = 0;
    while (patience.lasts(rounds)) {
      byte[] bad = random.nextBoolean() ? havoc(good) : rewrapped(good, havoc(payload));
      rounds++;
      Why why = read.apply(bad);
      if (why == null) {
        if (!Arrays.equals(bad, good)) {
          fail("seed " + seed + ": " + new String(bad, StandardCharsets.ISO_8859_1));
        }
      } else {
        whys.merge(why, 1, Integer::sum);
      }
    }
    System.out.println("fuzzed " + what + ": " + rounds + ", seed " + seed + ", " + whys);
  }

  /** Another payload under the old signature, so that what reads payloads is reached. */
  private static byte[] rewrapped(byte[] good, byte[] payload) {
    String[] parts = new String(good, StandardCharsets.US_ASCII).split("\\.");
    String whole = parts[0] + "." + Issuing.url(payload) + "." + parts[2];
    return whole.getBytes(StandardCharsets.US_ASCII);
  }

  /** Some cuts, repeats, flips and interesting bytes. */
  private byte[] havoc(byte[] good) {
    byte[] bytes = good.clone();
    for (int n = random.nextInt(1, 6); n > 0 && bytes.length > 1; n--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) "\"\\{}[]:,.=-_0\0\u00ff".charAt(random.nextInt(15));
        case 2 -> bytes = Arrays.copyOf(bytes, at);
        case 3 -> {
          int length = Math.min(bytes.length - at, random.nextInt(1, 40));
          byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
          System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
          bytes = longer;
        }
        default -> {
          int from = random.nextInt(good.length);
          int length = Math.min(Math.min(good.length - from, bytes.length - at), 30);
          System.arraycopy(good, from, bytes, at, length);
        }
      }
    }
    return bytes;
  }
}
