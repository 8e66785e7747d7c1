package io.shelfkeeper.drivers.lock.board8a;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.shelfkeeper.drivers.lock.board8a.Board8aCodec.Wanted;
import io.shelfkeeper.drivers.vectors.Vector;
import io.shelfkeeper.drivers.wire.Hex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Board8aVectorsTest {

  static Stream<Vector> requests() {
    return Vector.in("board8a/requests.txt").stream();
  }

  static Stream<Vector> neverSent() {
    return Vector.in("board8a/never-sent.txt").stream();
  }

  static Stream<Vector> fromBoard() {
    return Stream.concat(
        Vector.in("board8a/answers.txt").stream(), Vector.in("board8a/damaged.txt").stream());
  }

  static Stream<Vector> withMeaning() {
    return fromBoard().filter(vector -> !vector.means().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("requests")
  void weSendTheBytesOfTheSheets(Vector vector) {
    String[] is = vector.is().split(" ");
    int address = Integer.parseInt(is[1]);
    int lock = Integer.parseInt(is[2]);
    byte[] ours =
        switch (is[0]) {
          case "unlock" -> Board8aCodec.unlock(address, lock);
          case "one" -> Board8aCodec.readOne(address, lock);
          case "all" -> Board8aCodec.readAll(address);
          default -> throw new AssertionError(vector.is());
        };
    assertEquals(Hex.text(vector.bytes()), Hex.text(ours));
  }

  @ParameterizedTest
  @MethodSource("neverSent")
  void whatHoldsACoilOrOpensSeveralCannotBeSaid(Vector vector) {
    Set<String> words = new HashSet<>();
    for (int address = 1; address <= 32; address++) {
      words.add(Hex.text(Board8aCodec.readAll(address)));
      for (int lock = 1; lock <= 50; lock++) {
        words.add(Hex.text(Board8aCodec.unlock(address, lock)));
        words.add(Hex.text(Board8aCodec.readOne(address, lock)));
      }
    }
    assertEquals(32 * 101, words.size());
    assertFalse(words.contains(Hex.text(vector.bytes())));
  }

  @Test
  void lockZeroWhichMeansAllIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Board8aCodec.unlock(1, 0));
    assertThrows(IllegalArgumentException.class, () -> Board8aCodec.unlock(1, 51));
  }

  @ParameterizedTest
  @MethodSource("fromBoard")
  void framesAreReadInChunksOfEverySize(Vector vector) {
    for (int chunk = 1; chunk <= vector.bytes().length; chunk++) {
      List<String> frames =
          fed(vector, vector.bytes(), chunk).stream().map(Board8aVectorsTest::text).toList();
      assertEquals(vector.is(), String.join(", ", frames), "chunk " + chunk);
    }
  }

  @ParameterizedTest
  @MethodSource("fromBoard")
  void framesAreFoundBetweenGarbage(Vector vector) {
    byte[] garbage = Hex.bytes("FA FD 99 99 00 33");
    byte[] stream = new byte[garbage.length * 2 + vector.bytes().length];
    System.arraycopy(garbage, 0, stream, 0, garbage.length);
    System.arraycopy(vector.bytes(), 0, stream, garbage.length, vector.bytes().length);
    System.arraycopy(garbage, 0, stream, stream.length - garbage.length, garbage.length);
    String wanted = vector.is().replace("garbled, ", "");
    for (int chunk = 1; chunk <= stream.length; chunk++) {
      List<String> found =
          fed(vector, stream, chunk).stream()
              .map(Board8aVectorsTest::text)
              .filter(text -> !text.equals("garbled"))
              .toList();
      assertEquals(wanted.equals("garbled") ? List.of() : List.of(wanted), found);
    }
  }

  @ParameterizedTest
  @MethodSource("fromBoard")
  void everySingleBitFlipOfAnAnswerIsRejected(Vector vector) {
    for (int bit = 0; bit < vector.bytes().length * 8; bit++) {
      byte[] flipped = vector.bytes().clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      boolean inGarbage = vector.is().startsWith("garbled");
      for (Board8aFrame frame : fed(vector, flipped, flipped.length)) {
        assertEquals(inGarbage, inGarbage || !(frame instanceof Board8aFrame.Garbled));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("withMeaning")
  void lastStatusByteHoldsLocksOneToEight(Vector vector) {
    String[] means = vector.means().split(" ");
    var all = (Board8aFrame.All) fed(vector, vector.bytes(), 1).getFirst();
    long bits = all.bits(true);
    int count = all.status().length == 7 ? 50 : all.status().length * 8;
    List<String> found = new ArrayList<>();
    for (int lock = 1; lock <= count; lock++) {
      if ((bits >> lock - 1 & 1) == (means[0].equals("set") ? 1 : 0)) {
        found.add(String.valueOf(lock));
      }
    }
    assertEquals(
        vector.means(),
        String.join(" ", Stream.concat(Stream.of(means[0]), found.stream()).toList()));
  }

  @Test
  void otherOrderOfStatusBytesIsASetting() {
    Board8aFrame.All all = new Board8aFrame.All(1, Hex.bytes("01 00 80"));
    assertEquals(0x010080, all.bits(true));
    assertEquals(0x800001, all.bits(false));
  }

  private static List<Board8aFrame> fed(Vector vector, byte[] bytes, int chunk) {
    Wanted wanted = Wanted.valueOf(vector.headers().getOrDefault("wanted", ""));
    Board8aCodec codec = new Board8aCodec(wanted == Wanted.ALL ? vector.bytes().length - 4 : 3);
    codec.expect(wanted);
    List<Board8aFrame> frames = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += chunk) {
      frames.addAll(codec.feed(bytes, at, Math.min(chunk, bytes.length - at)));
    }
    frames.addAll(codec.quiet());
    return frames;
  }

  private static String text(Board8aFrame frame) {
    return switch (frame) {
      case Board8aFrame.Unlocked u ->
          "unlocked " + u.address() + " " + u.lock() + (u.closed() ? " closed" : " open");
      case Board8aFrame.One o ->
          "one " + o.address() + " " + o.lock() + (o.closed() ? " closed" : " open");
      case Board8aFrame.All a ->
          "all " + a.address() + " " + HexFormat.of().withUpperCase().formatHex(a.status());
      case Board8aFrame.Garbled g -> "garbled";
    };
  }
}
