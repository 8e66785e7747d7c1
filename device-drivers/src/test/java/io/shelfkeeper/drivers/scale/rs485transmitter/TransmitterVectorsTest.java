package io.shelfkeeper.drivers.scale.rs485transmitter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.vectors.Vector;
import io.shelfkeeper.drivers.wire.Hex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransmitterVectorsTest {
  private static final byte[] GARBAGE = Hex.bytes("00 FA 01 03 0C 99 FF");

  static Stream<Vector> requests() {
    return Vector.in("rs485transmitter/requests.txt").stream();
  }

  static Stream<Vector> fromDevice() {
    return Stream.concat(
        Vector.in("rs485transmitter/replies.txt").stream(),
        Vector.in("rs485transmitter/damaged.txt").stream());
  }

  static Stream<Vector> withMeaning() {
    return fromDevice().filter(vector -> !vector.means().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("requests")
  void weSendTheBytesOfTheDocument(Vector vector) {
    String[] is = vector.is().split(" ");
    TransmitterRegister register = register(Integer.parseInt(is[1]));
    byte[] ours =
        switch (is[0] + is[2].length()) {
          case "read1" -> TransmitterCodec.read(1, register, Integer.parseInt(is[2]));
          case "write4" -> TransmitterCodec.write(1, register, HexFormat.fromHexDigits(is[2]));
          case "write8" ->
              TransmitterCodec.writeNumber(1, register, HexFormat.fromHexDigits(is[2]));
          default -> throw new AssertionError(vector.is());
        };
    assertEquals(Hex.text(vector.bytes()), Hex.text(ours));
  }

  @ParameterizedTest
  @MethodSource("fromDevice")
  void framesAreReadInChunksOfEverySize(Vector vector) {
    for (int chunk = 1; chunk <= vector.bytes().length; chunk++) {
      List<TransmitterFrame> frames = fed(vector.bytes(), chunk);
      assertEquals(1, frames.size(), "chunk " + chunk);
      assertEquals(vector.is(), text(frames.getFirst()));
    }
  }

  @ParameterizedTest
  @MethodSource("fromDevice")
  void framesAreFoundBetweenGarbage(Vector vector) {
    byte[] frame = vector.bytes();
    byte[] stream = new byte[GARBAGE.length * 2 + frame.length];
    System.arraycopy(GARBAGE, 0, stream, 0, GARBAGE.length);
    System.arraycopy(frame, 0, stream, GARBAGE.length, frame.length);
    System.arraycopy(GARBAGE, 0, stream, GARBAGE.length + frame.length, GARBAGE.length);
    for (int chunk = 1; chunk <= stream.length; chunk++) {
      List<String> found =
          fed(stream, chunk).stream()
              .map(TransmitterVectorsTest::text)
              .filter(text -> !text.equals("garbled"))
              .toList();
      assertEquals(vector.is().equals("garbled") ? List.of() : List.of(vector.is()), found);
    }
  }

  @ParameterizedTest
  @MethodSource("fromDevice")
  void everySingleBitFlipOfAReplyIsRejected(Vector vector) {
    boolean good = !vector.is().equals("garbled");
    for (int bit = 0; good && bit < vector.bytes().length * 8; bit++) {
      byte[] flipped = vector.bytes().clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      for (TransmitterFrame frame : fed(flipped, flipped.length)) {
        assertTrue(frame instanceof TransmitterFrame.Garbled, "bit " + bit + ": " + frame);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("withMeaning")
  void statusBitsMeanWhatTheDocumentSays(Vector vector) {
    var registers = (TransmitterFrame.Registers) fed(vector.bytes(), 1).getFirst();
    TransmitterStatus status = TransmitterStatus.of(registers.word(0));
    String text =
        "status decimals=" + status.decimals() + (status.stable() ? " stable" : " moving");
    text += status.overflow() ? " overflow" : "";
    text += status.atZero() ? " zero" : "";
    text += status.overload() ? " overload" : "";
    assertEquals(vector.means(), text);
  }

  @ParameterizedTest
  @MethodSource("fromDevice")
  void resetForgetsHalfAFrame(Vector vector) {
    TransmitterCodec codec = new TransmitterCodec();
    codec.feed(vector.bytes(), 0, vector.bytes().length - 1);
    codec.reset();
    assertEquals(List.of(), codec.quiet());
  }

  private static List<TransmitterFrame> fed(byte[] bytes, int chunk) {
    TransmitterCodec codec = new TransmitterCodec();
    List<TransmitterFrame> frames = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += chunk) {
      frames.addAll(codec.feed(bytes, at, Math.min(chunk, bytes.length - at)));
    }
    frames.addAll(codec.quiet());
    return frames;
  }

  private static String text(TransmitterFrame frame) {
    return switch (frame) {
      case TransmitterFrame.Registers r ->
          "registers " + HexFormat.of().withUpperCase().formatHex(r.data());
      case TransmitterFrame.Written w -> "written " + w.register() + " " + w.words();
      case TransmitterFrame.Declined d -> "declined " + d.function() + " " + d.code();
      case TransmitterFrame.Garbled g -> "garbled";
    };
  }

  private static TransmitterRegister register(int number) {
    return Arrays.stream(TransmitterRegister.values())
        .filter(register -> register.number() == number)
        .findFirst()
        .orElseThrow();
  }
}
