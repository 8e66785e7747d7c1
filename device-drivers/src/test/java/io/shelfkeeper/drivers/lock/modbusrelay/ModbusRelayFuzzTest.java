package io.shelfkeeper.drivers.lock.modbusrelay;

import io.shelfkeeper.drivers.lock.FrameFuzz;
import io.shelfkeeper.drivers.vectors.Vector;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Answers of a relay board on a line that says anything. */
class ModbusRelayFuzzTest {
  private record Ear(ModbusRelayCodec codec) implements FrameFuzz.Ear {
    @Override
    public List<FrameFuzz.Piece> feed(byte[] bytes, int offset, int length) {
      return codec.feed(bytes, offset, length).stream().map(ModbusRelayFuzzTest::piece).toList();
    }

    @Override
    public List<FrameFuzz.Piece> quiet() {
      return codec.quiet().stream().map(ModbusRelayFuzzTest::piece).toList();
    }
  }

  private static FrameFuzz fuzz() {
    List<byte[]> good = Vector.in("modbusrelay/answers.txt").stream().map(Vector::bytes).toList();
    return new FrameFuzz("relay answers", good, () -> new Ear(new ModbusRelayCodec()));
  }

  private static FrameFuzz.Piece piece(ModbusRelayFrame frame) {
    return switch (frame) {
      case ModbusRelayFrame.Bits f -> sealed(f.address(), f.function(), 1, f.bits());
      case ModbusRelayFrame.Repeated f ->
          sealed(f.address(), 5, f.register() >> 8, f.register(), f.value() >> 8, f.value());
      case ModbusRelayFrame.Declined f -> sealed(f.address(), f.function() | 0x80, f.code());
      case ModbusRelayFrame.Garbled f -> new FrameFuzz.Piece(false, f.bytes());
    };
  }

  /** The checksum of Modbus, bit by bit and by other code than ours. */
  private static FrameFuzz.Piece sealed(int... values) {
    byte[] bytes = new byte[values.length + 2];
    int crc = 0xFFFF;
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
      crc ^= values[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 1 ? crc >> 1 ^ 0xA001 : crc >> 1;
      }
    }
    bytes[values.length] = (byte) crc;
    bytes[values.length + 1] = (byte) (crc >> 8);
    return new FrameFuzz.Piece(true, bytes);
  }

  @Test
  void noBytesAreAnAnswerButWholeOnes() {
    fuzz().some();
  }

  @Test
  @Tag("deep")
  void noBytesOfAMinuteAreAnAnswerButWholeOnes() {
    fuzz().many(1);
  }
}
