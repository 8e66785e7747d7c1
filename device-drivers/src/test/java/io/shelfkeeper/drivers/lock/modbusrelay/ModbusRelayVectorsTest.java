package io.shelfkeeper.drivers.lock.modbusrelay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.drivers.vectors.Vector;
import io.shelfkeeper.drivers.wire.Hex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModbusRelayVectorsTest {

  static Stream<Vector> requests() {
    return Vector.in("modbusrelay/requests.txt").stream();
  }

  static Stream<Vector> neverSent() {
    return Vector.in("modbusrelay/never-sent.txt").stream();
  }

  static Stream<Vector> answers() {
    return Vector.in("modbusrelay/answers.txt").stream();
  }

  @ParameterizedTest
  @MethodSource("requests")
  void weSendTheBytesOfTheManual(Vector vector) {
    String[] is = vector.is().split(" ");
    byte[] ours =
        switch (is[0]) {
          case "alloff" -> ModbusRelayCodec.allOff(1);
          case "pulse" ->
              ModbusRelayCodec.pulse(1, Integer.parseInt(is[2]), Integer.parseInt(is[3]));
          case "relays" -> ModbusRelayCodec.readRelays(1);
          case "inputs" -> ModbusRelayCodec.readInputs(1);
          default -> throw new AssertionError(vector.is());
        };
    assertEquals(Hex.text(vector.bytes()), Hex.text(ours));
  }

  @ParameterizedTest
  @MethodSource("neverSent")
  void whatHoldsACoilCannotBeSaid(Vector vector) {
    Set<String> words = new HashSet<>();
    words.add(Hex.text(ModbusRelayCodec.allOff(1)));
    words.add(Hex.text(ModbusRelayCodec.readRelays(1)));
    words.add(Hex.text(ModbusRelayCodec.readInputs(1)));
    for (int channel = 1; channel <= 8; channel++) {
      for (int tenths = 1; tenths <= ModbusRelayCodec.PULSE_TENTHS_MAX; tenths++) {
        words.add(Hex.text(ModbusRelayCodec.pulse(1, channel, tenths)));
      }
    }
    assertFalse(words.contains(Hex.text(vector.bytes())));
  }

  @Test
  void pulsesOutsideOfTheCapAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> ModbusRelayCodec.pulse(1, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> ModbusRelayCodec.pulse(1, 1, 51));
    assertThrows(IllegalArgumentException.class, () -> ModbusRelayCodec.pulse(1, 9, 3));
    assertThrows(IllegalArgumentException.class, () -> ModbusRelayCodec.pulse(1, 0, 3));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void framesAreReadInChunksOfEverySizeAndBetweenGarbage(Vector vector) {
    byte[] garbage = Hex.bytes("00 FA 01 05 33");
    byte[] stream = new byte[garbage.length + vector.bytes().length];
    System.arraycopy(garbage, 0, stream, 0, garbage.length);
    System.arraycopy(vector.bytes(), 0, stream, garbage.length, vector.bytes().length);
    for (int chunk = 1; chunk <= stream.length; chunk++) {
      assertEquals(List.of(vector.is()), fed(vector.bytes(), chunk));
      assertEquals(List.of("garbled", vector.is()), fed(stream, chunk));
    }
  }

  @ParameterizedTest
  @MethodSource("answers")
  void everySingleBitFlipOfAnAnswerIsRejected(Vector vector) {
    for (int bit = 0; bit < vector.bytes().length * 8; bit++) {
      byte[] flipped = vector.bytes().clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertTrue(fed(flipped, 1).stream().allMatch("garbled"::equals), "bit " + bit);
    }
  }

  private static List<String> fed(byte[] bytes, int chunk) {
    ModbusRelayCodec codec = new ModbusRelayCodec();
    List<ModbusRelayFrame> frames = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += chunk) {
      frames.addAll(codec.feed(bytes, at, Math.min(chunk, bytes.length - at)));
    }
    frames.addAll(codec.quiet());
    return frames.stream().map(ModbusRelayVectorsTest::text).toList();
  }

  private static String text(ModbusRelayFrame frame) {
    return switch (frame) {
      case ModbusRelayFrame.Bits b -> "bits " + b.address() + " " + b.function() + " " + b.bits();
      case ModbusRelayFrame.Repeated r ->
          "repeated " + r.address() + " " + r.register() + " " + r.value();
      case ModbusRelayFrame.Declined d ->
          "declined " + d.address() + " " + d.function() + " " + d.code();
      case ModbusRelayFrame.Garbled g -> "garbled";
    };
  }
}
