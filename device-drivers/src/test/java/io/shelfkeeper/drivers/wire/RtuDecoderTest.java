package io.shelfkeeper.drivers.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RtuDecoderTest {
  private static final byte[] GOOD = Hex.bytes("01 03 04 00 00 00 84 FA 50");

  private final RtuDecoder decoder = new RtuDecoder(12, 3, 16);

  @Test
  void anyBytesInAnySplitGiveTheSamePieces() {
    Random random = Seed.of(RtuDecoderTest.class);
    for (int round = 0; round < 3_000; round++) {
      byte[] stream = stream(random);
      List<String> whole = pieces(stream, stream.length);
      assertEquals(whole, pieces(stream, 1 + random.nextInt(stream.length)));
      assertEquals(whole, pieces(stream, 1));
    }
  }

  @Test
  void everyByteComesOutInSomePiece() {
    Random random = Seed.of(RtuDecoderTest.class);
    for (int round = 0; round < 1_000; round++) {
      byte[] stream = stream(random);
      List<RtuPiece> found = new ArrayList<>(decoder.feed(stream, 0, stream.length));
      found.addAll(decoder.quiet());
      int bytes = 0;
      for (RtuPiece piece : found) {
        bytes +=
            switch (piece) {
              case RtuPiece.Reply r -> r.data().length + 4;
              case RtuPiece.Garbled g -> g.bytes().length;
            };
      }
      assertEquals(stream.length, bytes);
    }
  }

  @Test
  void goodReplyIsFoundBehindAFalseBeginningOnceTheLineIsQuiet() {
    byte[] stream = Hex.bytes("01 03 0C 11 22 01 03 04 00 00 00 84 FA 50");
    List<RtuPiece> found = new ArrayList<>(decoder.feed(stream, 0, stream.length));
    found.addAll(decoder.quiet());
    assertTrue(found.getLast() instanceof RtuPiece.Reply, found::toString);
  }

  @Test
  void everySingleBitFlipIsRejected() {
    for (int bit = 0; bit < GOOD.length * 8; bit++) {
      byte[] flipped = GOOD.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      List<RtuPiece> found = new ArrayList<>(decoder.feed(flipped, 0, flipped.length));
      found.addAll(decoder.quiet());
      assertTrue(found.stream().noneMatch(RtuPiece.Reply.class::isInstance), "bit " + bit);
    }
  }

  @Test
  void endlessGarbageIsHandedOutInHandfuls() {
    byte[] zeros = new byte[1_000_000];
    List<RtuPiece> found = decoder.feed(zeros, 0, zeros.length);
    assertEquals(zeros.length / 64 - 1, found.size());
  }

  /** Good replies, damaged ones and noise in a row. */
  private static byte[] stream(Random random) {
    byte[] noise = new byte[1 + random.nextInt(40)];
    random.nextBytes(noise);
    byte[] stream = new byte[noise.length + 2 * GOOD.length];
    System.arraycopy(GOOD, 0, stream, 0, GOOD.length);
    System.arraycopy(noise, 0, stream, GOOD.length, noise.length);
    System.arraycopy(GOOD, 0, stream, GOOD.length + noise.length, GOOD.length);
    if (random.nextBoolean()) {
      stream[random.nextInt(stream.length)] ^= (byte) (1 + random.nextInt(255));
    }
    return stream;
  }

  private List<String> pieces(byte[] stream, int chunk) {
    decoder.reset();
    List<RtuPiece> found = new ArrayList<>();
    for (int at = 0; at < stream.length; at += chunk) {
      found.addAll(decoder.feed(stream, at, Math.min(chunk, stream.length - at)));
    }
    found.addAll(decoder.quiet());
    return found.stream().map(RtuDecoderTest::text).toList();
  }

  private static String text(RtuPiece piece) {
    return switch (piece) {
      case RtuPiece.Reply r -> r.address() + " " + r.function() + " " + Hex.text(r.data());
      case RtuPiece.Garbled g -> g.reason() + " " + Hex.text(g.bytes());
    };
  }
}
