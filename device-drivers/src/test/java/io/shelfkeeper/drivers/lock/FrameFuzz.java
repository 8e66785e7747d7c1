package io.shelfkeeper.drivers.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.wire.Hex;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Bytes without mercy for a decoder of frames. Whatever comes: nothing is thrown, no byte is made
 * up or lost, little is held back, and after a silence the next good frame is understood.
 *
 * <p>A round is one stream and has a seed of its own, the one that a failure prints; {@code
 * -Dfuzz.seed=} begins with it.
 */
public final class FrameFuzz {
  /** In every build. */
  public static final int ROUNDS = 20_000;

  private static final long SECONDS = Long.getLong("fuzz.seconds", 60);

  /** The longest frame, and a handful of garbage that is told in one piece. */
  private static final int HELD_MAX = 64 + 11;

  private final String what;
  private final List<byte[]> good;
  private final Supplier<Ear> ears;
  private long whole;
  private long bytes;

  /** A decoder that is new. */
  public interface Ear {
    List<Piece> feed(byte[] bytes, int offset, int length);

    List<Piece> quiet();
  }

  /**
   * What a decoder found.
   *
   * @param whole whether it is a frame
   * @param bytes of a frame: encoded again by the test, checksum included
   */
  public record Piece(boolean whole, byte[] bytes) {}

  /**
   * @param good frames that this decoder understands
   */
  public FrameFuzz(String what, List<byte[]> good, Supplier<Ear> ears) {
    this.what = what;
    this.good = good;
    this.ears = ears;
  }

  /** The same streams in every build. */
  public void some() {
    long seed = Long.getLong("fuzz.seed", 1);
    for (int round = 0; round < ROUNDS; round++) {
      round(seed + round);
    }
    tell(ROUNDS, seed);
  }

  /**
   * Other streams at each call.
   *
   * @param targets so many share a minute
   */
  public void many(int targets) {
    long seed = Long.getLong("fuzz.seed", System.nanoTime());
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS) / targets;
    long round = 0;
    for (; System.nanoTime() < end; round++) {
      round(seed + round);
    }
    tell(round, seed);
  }

  private void tell(long rounds, long seed) {
    System.out.printf(
        "fuzzed %s: %d streams, %d bytes, %d frames in them, seed %d%n",
        what, rounds, bytes, whole, seed);
    assertTrue(whole > rounds, "too few good frames to prove anything");
  }

  private void round(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] stream = stream(random);
    String replay = what + ": -Dfuzz.seed=" + seed + " " + Hex.text(stream);
    Ear ear = ears.get();
    ByteArrayOutputStream found = new ByteArrayOutputStream();
    for (int at = 0; at < stream.length; ) {
      int chunk = Math.min(stream.length - at, random.nextInt(1, 20));
      take(ear.feed(stream, at, chunk), found);
      at += chunk;
      assertTrue(at - found.size() <= HELD_MAX, replay);
    }
    take(ear.quiet(), found);
    assertEquals(Hex.text(stream), Hex.text(found.toByteArray()), replay);
    byte[] next = good.get(random.nextInt(good.size()));
    List<Piece> last = ear.feed(next, 0, next.length);
    assertTrue(last.size() == 1 && last.getFirst().whole(), replay);
    assertEquals(Hex.text(next), Hex.text(last.getFirst().bytes()), replay);
    bytes += stream.length;
  }

  private void take(List<Piece> pieces, ByteArrayOutputStream found) {
    for (Piece piece : pieces) {
      found.writeBytes(piece.bytes());
      whole += piece.whole() ? 1 : 0;
    }
  }

  /** Good frames, broken ones and noise, one behind the other. */
  private byte[] stream(SplittableRandom random) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (int n = random.nextInt(1, 12); n > 0; n--) {
      byte[] one = good.get(random.nextInt(good.size()));
      switch (random.nextInt(4)) {
        case 0 -> stream.writeBytes(one);
        case 1 -> stream.writeBytes(noise(random, random.nextInt(1, 100)));
        default -> stream.writeBytes(havoc(one, random));
      }
    }
    return stream.toByteArray();
  }

  private static byte[] noise(SplittableRandom random, int length) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }

  /** Some flips, cuts, repeats, and bytes that begin or end frames. */
  private byte[] havoc(byte[] frame, SplittableRandom random) {
    byte[] bytes = frame.clone();
    for (int n = random.nextInt(1, 4); n > 0 && bytes.length > 1; n--) {
      int at = random.nextInt(bytes.length);
      byte[] other = good.get(random.nextInt(good.size()));
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = other[random.nextInt(other.length)];
        case 2 -> bytes = Arrays.copyOf(bytes, at);
        case 3 -> bytes = Arrays.copyOfRange(bytes, at, bytes.length);
        default -> {
          byte[] longer = Arrays.copyOf(bytes, at + other.length);
          System.arraycopy(other, 0, longer, at, other.length);
          bytes = longer;
        }
      }
    }
    return bytes;
  }
}
