package io.shelfkeeper.drivers.scale.rs485transmitter;

import io.shelfkeeper.drivers.wire.Crc16;
import io.shelfkeeper.drivers.wire.RtuDecoder;
import io.shelfkeeper.drivers.wire.RtuPiece;
import java.util.List;

/**
 * Bytes to frames and back for one transmitter. Pure: no port, no clock, and nothing that the wire
 * brings makes it throw.
 */
public final class TransmitterCodec {
  private static final int READ = 3;
  private static final int WRITE = 16;

  /** The longest answer we ever ask for: gross, net and tare in one go. */
  private static final int DATA_BYTES_MAX = 12;

  private final RtuDecoder decoder = new RtuDecoder(DATA_BYTES_MAX, READ, WRITE);

  /** Asks for one value. */
  public static byte[] read(int address, TransmitterRegister register) {
    return read(address, register, register.words());
  }

  /** Asks for several registers from the one given on, at most 6. */
  public static byte[] read(int address, TransmitterRegister first, int words) {
    int number = first.number();
    return Crc16.sealed(bytes(address, READ, number >> 8, number, 0, words, 0, 0));
  }

  /** Writes one register. Function 6 is not documented for this device: it is function 16 too. */
  public static byte[] write(int address, TransmitterRegister register, int word) {
    int number = register.number();
    return Crc16.sealed(bytes(address, WRITE, number >> 8, number, 0, 1, 2, word >> 8, word, 0, 0));
  }

  /** Writes a value of two registers. */
  public static byte[] writeNumber(int address, TransmitterRegister register, int value) {
    int number = register.number();
    return Crc16.sealed(
        bytes(
            address,
            WRITE,
            number >> 8,
            number,
            0,
            2,
            4, //
            value >> 24,
            value >> 16,
            value >> 8,
            value,
            0,
            0));
  }

  /** Takes bytes as they come. */
  public List<TransmitterFrame> feed(byte[] bytes, int offset, int length) {
    return decoder.feed(bytes, offset, length).stream().map(TransmitterCodec::frame).toList();
  }

  /** The line was silent for 3.5 characters or longer. */
  public List<TransmitterFrame> quiet() {
    return decoder.quiet().stream().map(TransmitterCodec::frame).toList();
  }

  /** Forgets what was left over. */
  public void reset() {
    decoder.reset();
  }

  private static TransmitterFrame frame(RtuPiece piece) {
    return switch (piece) {
      case RtuPiece.Garbled g -> new TransmitterFrame.Garbled(g.reason(), g.headed(), g.bytes());
      case RtuPiece.Reply r -> frame(r);
    };
  }

  private static TransmitterFrame frame(RtuPiece.Reply reply) {
    byte[] data = reply.data();
    if (reply.declines()) {
      return new TransmitterFrame.Declined(reply.address(), reply.function() & 0x7F, data[0]);
    }
    if (reply.function() == READ) {
      byte[] values = new byte[data.length - 1];
      System.arraycopy(data, 1, values, 0, values.length);
      return new TransmitterFrame.Registers(reply.address(), values);
    }
    return new TransmitterFrame.Written(reply.address(), word(data, 0), word(data, 2));
  }

  private static int word(byte[] data, int offset) {
    return (data[offset] & 0xFF) << 8 | (data[offset + 1] & 0xFF);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
