package io.shelfkeeper.drivers.tag.oepl;

import io.shelfkeeper.drivers.tag.oepl.OeplFrame.Answer;
import io.shelfkeeper.drivers.wire.FrameCutter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to frames and back for the serial line of an OpenEPaperLink radio node, firmware 001F.
 * Pure: no port, no clock, and nothing that the wire brings makes it throw.
 *
 * <p>Everything begins with four characters; numbers are little-endian; the first byte of a
 * structure is the low byte of the sum of all others. The node writes text for its developers
 * between frames.
 */
public final class OeplCodec {
  /** Bytes of a block that carry data. */
  public static final int BLOCK = 4_096;

  private static final int BLOCK_HEADER = 4;
  private static final byte BLOCK_MASK = (byte) 0xAA;
  private static final byte FILL = 0x55;

  /** The node drops them; they push the block through its buffers. */
  private static final int FLUSH = 32;

  private static final byte FLUSH_FILL = (byte) 0xF5;
  private static final int PENDING = 27;

  private final FrameCutter cutter = new FrameCutter(new OeplShape());

  /** Asks whether the node is there. */
  public static byte[] areYouThere() {
    return token("RDY?");
  }

  /** Asks the node what it is. */
  public static byte[] whoAreYou() {
    return token("NFO?");
  }

  /** Acknowledged, and that is all: firmware 001F does not restart. */
  public static byte[] restart() {
    return token("RSET");
  }

  /**
   * Goes to 2,000,000 baud until the next reset of the hardware: one answer at the old speed, a
   * second one at the new, each 100 ms later. Not used by the driver: a node at that speed is deaf
   * to whoever comes next.
   */
  public static byte[] highSpeed() {
    return token("HSPD");
  }

  /**
   * Sets the radio channel.
   *
   * @param channel 11, 15, 20, 25, 26 or 27; the node declines others
   * @param power as the node counts it, 10 from the factory
   * @param subGhz whether the node told a {@code SUB_GHZ_CHANNEL}: it waits for one more byte then,
   *     with or without such a radio
   */
  public static byte[] channel(int channel, int power, boolean subGhz) {
    ByteBuffer bytes = structure("SCP>", subGhz ? 4 : 3);
    bytes.put((byte) channel).put((byte) power);
    return sealed(bytes);
  }

  /** Puts something into the node's table. */
  public static byte[] announce(OeplAnnouncement announcement) {
    return pending("SDA>", announcement);
  }

  /** Takes out of the table what is there for a tag; acknowledged also if there is nothing. */
  public static byte[] cancel(long tag) {
    return pending("CXD>", OeplAnnouncement.nothing(tag, 0, 0));
  }

  private static byte[] pending(String token, OeplAnnouncement is) {
    ByteBuffer bytes = structure(token, PENDING);
    bytes.putLong(is.version()).putInt(is.size()).put((byte) is.type()).put((byte) is.argument());
    bytes.putShort((short) is.checkIn()).putShort((short) is.keepMinutes()).putLong(is.tag());
    return sealed(bytes);
  }

  /** Asks to send a block. After the answer the node takes whatever comes for one. */
  public static byte[] blockFollows() {
    return token(">D>");
  }

  /** How many blocks so many bytes make. */
  public static int blocks(int size) {
    return (size + BLOCK - 1) / BLOCK;
  }

  /**
   * A block, filled up to its length. Neither checked nor answered by the node: the tag checks it
   * and asks again.
   *
   * @param block 0 to the last one
   */
  public static byte[] block(byte[] data, int block) {
    int from = block * BLOCK;
    int size = Math.min(BLOCK, data.length - from);
    if (block < 0 || size <= 0) {
      throw new IllegalArgumentException("block " + block + " of " + data.length + " bytes");
    }
    byte[] bytes = new byte[BLOCK_HEADER + BLOCK + FLUSH];
    Arrays.fill(bytes, FILL);
    int sum = 0;
    for (int i = 0; i < size; i++) {
      sum += data[from + i] & 0xFF;
      bytes[BLOCK_HEADER + i] = (byte) (data[from + i] ^ BLOCK_MASK);
    }
    ByteBuffer header = ByteBuffer.allocate(BLOCK_HEADER).order(ByteOrder.LITTLE_ENDIAN);
    header.putShort((short) size).putShort((short) sum);
    for (int i = 0; i < BLOCK_HEADER; i++) {
      bytes[i] = (byte) (header.get(i) ^ BLOCK_MASK);
    }
    Arrays.fill(bytes, BLOCK_HEADER + BLOCK, bytes.length, FLUSH_FILL);
    return bytes;
  }

  /** Takes bytes as they come. */
  public List<OeplFrame> feed(byte[] bytes, int offset, int length) {
    return cutter.feed(bytes, offset, length).stream().map(OeplCodec::frame).toList();
  }

  /** The line was silent for longer than a node pauses within a frame. */
  public List<OeplFrame> quiet() {
    return cutter.quiet().stream().map(OeplCodec::frame).toList();
  }

  /** Forgets what was left over. */
  void reset() {
    cutter.reset();
  }

  private static OeplFrame frame(FrameCutter.Piece piece) {
    return switch (piece) {
      case FrameCutter.Piece.Garbled g when g.headed() ->
          new OeplFrame.Damaged(g.reason(), g.bytes());
      case FrameCutter.Piece.Garbled g -> new OeplFrame.Text(g.bytes());
      case FrameCutter.Piece.Whole w -> frame(w.bytes());
    };
  }

  private static OeplFrame frame(byte[] bytes) {
    OeplToken token = OeplToken.startingWith(bytes, bytes.length);
    // Behind the token and the check byte, where a structure follows.
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    in.position(Math.min(OeplToken.LENGTH + 1, bytes.length));
    return switch (Objects.requireNonNull(token)) {
      case ACK -> new OeplFrame.Answered(Answer.TAKEN);
      case NOK -> new OeplFrame.Answered(Answer.NOT_TAKEN);
      case NOQ -> new OeplFrame.Answered(Answer.FULL);
      case RES -> new OeplFrame.Restarted();
      case RDY -> new OeplFrame.Ready();
      case TYP, VER, MAC, ZCH, SCH, ZPW, PEN, NOP -> told(token, bytes);
      case ADR -> new OeplFrame.CheckIn(in.getLong(), report(in));
      case RQB -> {
        long version = in.getLong();
        int block = in.get() & 0xFF;
        yield new OeplFrame.BlockRequest(in.getLong(), version, block);
      }
      case XFC -> new OeplFrame.Delivered(in.getLong());
      case XTO -> new OeplFrame.Expired(in.getLong());
      case TRD -> {
        long tag = in.getLong();
        byte[] data = new byte[in.get() & 0xFF];
        in.get(data);
        yield new OeplFrame.Returned(tag, data);
      }
    };
  }

  private static OeplFrame told(OeplToken token, byte[] bytes) {
    int at = OeplToken.LENGTH;
    String text = new String(bytes, at, bytes.length - at, StandardCharsets.ISO_8859_1);
    return new OeplFrame.Told(Objects.requireNonNull(token.fact()), text);
  }

  /**
   * A node fills the report of a tag that only says that it is there with zeros; no receiver ever
   * hears at 0 dBm.
   */
  private static @Nullable OeplReport report(ByteBuffer in) {
    // The check byte that the tag made for the air; the frame has one of its own.
    in.get();
    int linkQuality = in.get() & 0xFF;
    int rssi = in.get();
    OeplReport report =
        new OeplReport(
            linkQuality,
            rssi,
            in.get(),
            in.getShort() & 0xFFFF,
            in.get() & 0xFF,
            in.get() & 0xFF,
            in.get() & 0xFF,
            in.getShort() & 0xFFFF,
            in.get() & 0xFF,
            in.get() & 0xFF);
    return rssi == 0 ? null : report;
  }

  private static byte[] token(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static ByteBuffer structure(String token, int length) {
    byte[] head = token(token);
    ByteBuffer bytes = ByteBuffer.allocate(head.length + length).order(ByteOrder.LITTLE_ENDIAN);
    return bytes.put(head).put((byte) 0);
  }

  private static byte[] sealed(ByteBuffer structure) {
    byte[] bytes = structure.array();
    bytes[4] = OeplShape.check(bytes, bytes.length);
    return bytes;
  }
}
