package io.shelfkeeper.drivers.tag.oepl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.shelfkeeper.drivers.vectors.Vector;
import io.shelfkeeper.drivers.wire.Hex;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OeplVectorsTest {

  static Stream<Vector> requests() {
    return Vector.in("oepl/requests.txt").stream();
  }

  static Stream<Vector> blocks() {
    return Vector.in("oepl/blocks.txt").stream();
  }

  static Stream<Vector> answers() {
    return Vector.in("oepl/answers.txt").stream();
  }

  static Stream<Vector> fromNode() {
    return Stream.concat(answers(), Vector.in("oepl/damaged.txt").stream());
  }

  @ParameterizedTest
  @MethodSource("requests")
  void weSendTheBytesOfTheDescription(Vector vector) {
    assertEquals(Hex.text(vector.bytes()), Hex.text(said(vector.is().split(" "))));
  }

  private static byte[] said(String[] is) {
    return switch (is[0]) {
      case "ready" -> OeplCodec.areYouThere();
      case "information" -> OeplCodec.whoAreYou();
      case "restart" -> OeplCodec.restart();
      case "high-speed" -> OeplCodec.highSpeed();
      case "block-follows" -> OeplCodec.blockFollows();
      case "channel" ->
          OeplCodec.channel(Integer.parseInt(is[1]), Integer.parseInt(is[2]), is[3].equals("long"));
      case "cancel" -> OeplCodec.cancel(tag(is[1]));
      case "nothing" ->
          OeplCodec.announce(
              OeplAnnouncement.nothing(tag(is[1]), checkIn(is[2]), Integer.parseInt(is[3])));
      case "command" ->
          OeplCodec.announce(
              OeplAnnouncement.command(
                  tag(is[1]),
                  Integer.parseInt(is[2]),
                  littleEndian(is[3]).getLong(),
                  littleEndian(is[4]).getInt(),
                  Integer.parseInt(is[5])));
      case "announce" ->
          OeplCodec.announce(
              new OeplAnnouncement(
                  tag(is[1]),
                  littleEndian(is[2]).getLong(),
                  Integer.parseInt(is[3]),
                  Integer.parseInt(is[4], 16),
                  Integer.parseInt(is[5]),
                  checkIn(is[6]),
                  Integer.parseInt(is[7])));
      default -> throw new AssertionError(is[0]);
    };
  }

  private static long tag(String digits) {
    return HexFormat.fromHexDigitsToLong(digits);
  }

  private static int checkIn(String text) {
    int number = Integer.parseInt(text.substring(1));
    return text.startsWith("s")
        ? OeplAnnouncement.seconds(number)
        : OeplAnnouncement.minutes(number);
  }

  private static ByteBuffer littleEndian(String digits) {
    return ByteBuffer.wrap(Hex.bytes(digits)).order(ByteOrder.LITTLE_ENDIAN);
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void blocksAreSentAsDescribed(Vector vector) throws NoSuchAlgorithmException {
    String[] is = vector.is().split(" ");
    byte[] sent = OeplCodec.block(data(is[3], Integer.parseInt(is[4])), Integer.parseInt(is[1]));
    assertEquals(4_132, sent.length);
    assertEquals(Hex.text(vector.bytes()), Hex.text(Arrays.copyOf(sent, 4)));
    String stream = vector.headers().get("stream");
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(sent);
    assertEquals(
        stream == null ? "" : stream, stream == null ? "" : HexFormat.of().formatHex(digest));
  }

  private static byte[] data(String kind, int length) {
    byte[] data = new byte[length];
    for (int i = 0; i < length; i++) {
      data[i] =
          switch (kind) {
            case "ff" -> (byte) 0xFF;
            case "short" -> (byte) (i < 512 ? i : 0);
            default -> (byte) i;
          };
    }
    return data;
  }

  @Test
  void aBlockThatIsNotThereCannotBeSaid() {
    assertThrows(IllegalArgumentException.class, () -> OeplCodec.block(new byte[4_096], 1));
    assertThrows(IllegalArgumentException.class, () -> OeplCodec.block(new byte[4_096], -1));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void versionsAreTheBeginningOfTheDigestOfTheData(Vector vector) {
    String pattern = vector.headers().get("pattern");
    if (pattern != null) {
      byte[] data = data("pattern", Integer.parseInt(pattern));
      long version = littleEndian(vector.is().split(" ")[2]).getLong();
      assertEquals(version, OeplTransfer.version(data));
    }
  }

  @ParameterizedTest
  @MethodSource("fromNode")
  void framesAreReadInChunksOfEverySize(Vector vector) {
    for (int chunk = 1; chunk <= vector.bytes().length; chunk++) {
      assertEquals(vector.is(), texts(fed(vector.bytes(), chunk)), "chunk " + chunk);
    }
  }

  @ParameterizedTest
  @MethodSource("answers")
  void framesAreFoundBetweenTextOfDevelopers(Vector vector) {
    byte[] text = "ACSending parts: XXADXX..\n\rBUSY!\n\rRE".getBytes();
    byte[] stream = new byte[text.length * 2 + vector.bytes().length];
    System.arraycopy(text, 0, stream, 0, text.length);
    System.arraycopy(vector.bytes(), 0, stream, text.length, vector.bytes().length);
    System.arraycopy(text, 0, stream, stream.length - text.length, text.length);
    for (int chunk = 1; chunk <= stream.length; chunk++) {
      List<OeplFrame> frames = new ArrayList<>(fed(stream, chunk));
      frames.removeIf(frame -> frame instanceof OeplFrame.Text);
      assertEquals(vector.is(), texts(frames), "chunk " + chunk);
    }
  }

  @ParameterizedTest
  @MethodSource("answers")
  void everySingleBitFlipOfAStructureIsRejected(Vector vector) {
    if (!vector.is().matches("(check-in|block|delivered|expired|returned).*")) {
      return;
    }
    for (int bit = 0; bit < vector.bytes().length * 8; bit++) {
      byte[] flipped = vector.bytes().clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      for (OeplFrame frame : fed(flipped, flipped.length)) {
        boolean nothing = frame instanceof OeplFrame.Text || frame instanceof OeplFrame.Damaged;
        assertFalse(!nothing, () -> text(frame));
      }
    }
  }

  @Test
  void aFrameBehindABrokenOneIsFound() {
    byte[] broken = Hex.bytes("41 44 52 3E 00 5B 3C 3A 4E");
    byte[] whole = Hex.bytes("58 46 43 3E 3E 5B 3C 3A 4E 1D 02 00 00");
    byte[] both = Arrays.copyOf(broken, broken.length + whole.length);
    System.arraycopy(whole, 0, both, broken.length, whole.length);
    List<OeplFrame> frames = fed(both, 3);
    assertEquals("delivered 0000021D4E3A3C5B", text(frames.getLast()));
  }

  static List<OeplFrame> fed(byte[] bytes, int chunk) {
    OeplCodec codec = new OeplCodec();
    List<OeplFrame> frames = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += chunk) {
      frames.addAll(codec.feed(bytes, at, Math.min(chunk, bytes.length - at)));
    }
    frames.addAll(codec.quiet());
    return frames;
  }

  private static String texts(List<OeplFrame> frames) {
    return String.join(", ", frames.stream().map(OeplVectorsTest::text).toList());
  }

  private static String text(OeplFrame frame) {
    return switch (frame) {
      case OeplFrame.Answered a ->
          switch (a.answer()) {
            case TAKEN -> "taken";
            case NOT_TAKEN -> "not taken";
            case FULL -> "full";
          };
      case OeplFrame.Restarted r -> "restarted";
      case OeplFrame.Ready r -> "ready";
      case OeplFrame.Told t -> t.fact() + " " + t.text();
      case OeplFrame.CheckIn c -> "check-in " + name(c.tag()) + " " + text(c.report());
      case OeplFrame.BlockRequest b ->
          "block " + name(b.tag()) + " " + version(b.version()) + " " + b.block();
      case OeplFrame.Delivered d -> "delivered " + name(d.tag());
      case OeplFrame.Expired e -> "expired " + name(e.tag());
      case OeplFrame.Returned r ->
          "returned "
              + name(r.tag())
              + " "
              + (r.data().length == 0 ? "-" : HexFormat.of().formatHex(r.data()));
      case OeplFrame.Text t -> "text";
      case OeplFrame.Damaged d -> "damaged";
    };
  }

  private static String text(@Nullable OeplReport report) {
    return report == null
        ? "short"
        : "lqi %d rssi %d %d C %d mV type %02X wake %02X can %02X firmware %04X channel %d mode %d"
            .formatted(
                report.linkQuality(),
                report.rssiDbm(),
                report.temperature(),
                report.batteryMillivolts(),
                report.hardwareType(),
                report.wakeReason(),
                report.capabilities(),
                report.firmware(),
                report.channel(),
                report.mode());
  }

  private static String name(long tag) {
    return "%016X".formatted(tag);
  }

  private static String version(long version) {
    ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(version);
    return HexFormat.of().withUpperCase().formatHex(bytes.array());
  }
}
