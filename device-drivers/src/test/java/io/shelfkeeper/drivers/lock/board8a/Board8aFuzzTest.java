package io.shelfkeeper.drivers.lock.board8a;

import io.shelfkeeper.drivers.lock.FrameFuzz;
import io.shelfkeeper.drivers.lock.board8a.Board8aCodec.Wanted;
import io.shelfkeeper.drivers.vectors.Vector;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** Every answer that may be waited for, on a line that says anything. */
class Board8aFuzzTest {
  static final List<Arguments> WAITS =
      List.of(
          Arguments.of(Wanted.UNLOCKED, 3),
          Arguments.of(Wanted.ONE, 3),
          Arguments.of(Wanted.ALL, 3),
          Arguments.of(Wanted.ALL, 4),
          Arguments.of(Wanted.ALL, 7));

  private record Ear(Board8aCodec codec) implements FrameFuzz.Ear {
    @Override
    public List<FrameFuzz.Piece> feed(byte[] bytes, int offset, int length) {
      return codec.feed(bytes, offset, length).stream().map(Board8aFuzzTest::piece).toList();
    }

    @Override
    public List<FrameFuzz.Piece> quiet() {
      return codec.quiet().stream().map(Board8aFuzzTest::piece).toList();
    }
  }

  private static FrameFuzz fuzz(Wanted wanted, int statusBytes) {
    int length = wanted == Wanted.ALL ? statusBytes + 4 : 5;
    List<byte[]> good =
        Stream.of("answers", "damaged")
            .flatMap(file -> Vector.in("board8a/" + file + ".txt").stream())
            .filter(vector -> vector.headers().getOrDefault("wanted", "").equals(wanted.name()))
            .filter(vector -> !vector.is().contains("garbled") && vector.bytes().length == length)
            .map(Vector::bytes)
            .toList();
    return new FrameFuzz(
        "8A answers " + wanted + " " + statusBytes,
        good,
        () -> {
          Board8aCodec codec = new Board8aCodec(statusBytes);
          codec.expect(wanted);
          return new Ear(codec);
        });
  }

  private static FrameFuzz.Piece piece(Board8aFrame frame) {
    return switch (frame) {
      case Board8aFrame.Unlocked f -> sealed(0x8A, f.address(), f.lock(), f.closed() ? 0x11 : 0);
      case Board8aFrame.One f -> sealed(0x80, f.address(), f.lock(), f.closed() ? 0x11 : 0);
      case Board8aFrame.All f -> all(f);
      case Board8aFrame.Garbled f -> new FrameFuzz.Piece(false, f.bytes());
    };
  }

  private static FrameFuzz.Piece all(Board8aFrame.All frame) {
    int[] bytes = new int[frame.status().length + 3];
    bytes[0] = 0x80;
    bytes[1] = frame.address();
    for (int i = 0; i < frame.status().length; i++) {
      bytes[2 + i] = frame.status()[i];
    }
    bytes[bytes.length - 1] = 0x33;
    return sealed(bytes);
  }

  /** The checksum of the sheets, by other code than ours. */
  private static FrameFuzz.Piece sealed(int... values) {
    byte[] bytes = new byte[values.length + 1];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    bytes[values.length] = (byte) Arrays.stream(values).reduce(0, (a, b) -> a ^ b);
    return new FrameFuzz.Piece(true, bytes);
  }

  @ParameterizedTest
  @FieldSource("WAITS")
  void noBytesAreAnAnswerButWholeOnes(Wanted wanted, int statusBytes) {
    fuzz(wanted, statusBytes).some();
  }

  @Tag("deep")
  @ParameterizedTest
  @FieldSource("WAITS")
  void noBytesOfAMinuteAreAnAnswerButWholeOnes(Wanted wanted, int statusBytes) {
    fuzz(wanted, statusBytes).many(WAITS.size());
  }
}
