package io.shelfkeeper.drivers.tag.waveshare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.shelfkeeper.drivers.tag.waveshare.WaveshareCodec.Answer;
import io.shelfkeeper.drivers.tag.waveshare.WaveshareCodec.Grey;
import io.shelfkeeper.drivers.vectors.Vector;
import io.shelfkeeper.drivers.wire.Hex;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames as they are written down. */
class WaveshareVectorsTest {

  static Stream<Vector> requests() {
    return Vector.in("waveshare/requests.txt").stream();
  }

  static Stream<Vector> answers() {
    return Vector.in("waveshare/answers.txt").stream();
  }

  @ParameterizedTest
  @MethodSource("requests")
  void whatIsSaidIsWrittenDown(Vector vector) {
    byte[] said =
        switch (vector.is()) {
          case "handshake" -> WaveshareCodec.handshake();
          case "refresh" -> WaveshareCodec.refresh();
          case "upright" -> WaveshareCodec.upsideDown(false);
          case "black on white" -> WaveshareCodec.colours(Grey.BLACK, Grey.WHITE);
          case "clear" -> WaveshareCodec.clear();
          case "filled 0 0 799 599" -> WaveshareCodec.filled(0, 0, 799, 599);
          default -> throw new AssertionError(vector.is());
        };
    assertEquals(Hex.text(vector.bytes()), Hex.text(said));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void whatIsHeardIsUnderstoodInPiecesOfEverySize(Vector vector) {
    for (int size = 1; size <= vector.bytes().length; size++) {
      assertEquals(vector.is(), heard(vector.bytes(), size), "in pieces of " + size);
    }
  }

  private static String heard(byte[] bytes, int size) {
    WaveshareCodec codec = new WaveshareCodec();
    for (int from = 0; from < bytes.length; from += size) {
      byte[] piece = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size));
      @Nullable Answer answer = codec.feed(piece, piece.length);
      if (answer != null) {
        return word(answer);
      }
    }
    return word(codec.quiet());
  }

  private static String word(@Nullable Answer answer) {
    if (answer == null) {
      return "nothing";
    }
    return answer.error() == null ? "taken" : "error " + answer.error();
  }

  @ParameterizedTest
  @MethodSource("answers")
  void anAnswerIsOver(Vector vector) {
    WaveshareCodec codec = new WaveshareCodec();
    for (int i = 0; i < 2; i++) {
      Answer first = codec.feed(vector.bytes(), vector.bytes().length);
      assertEquals(vector.is(), word(first == null ? codec.quiet() : first));
      assertEquals(List.of("nothing"), List.of(word(codec.quiet())));
    }
  }
}
