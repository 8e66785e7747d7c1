package io.shelfkeeper.agent.broker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.shelfkeeper.agent.broker.PacketGuard.PacketRefused;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketGuardTest {
  private static final int MAX = 1000;

  /** CONNACK, SUBACK, PINGRESP, PUBACK, PUBLISH of 300 bytes. */
  private static final byte[] GOOD =
      HexFormat.of()
          .parseHex(
              "2003000000"
                  + "9004000100"
                  + "01"
                  + "d000"
                  + "40020001"
                  + "32ac02"
                  + "61".repeat(300));

  @ParameterizedTest
  @ValueSource(strings = {"20", "30", "32", "3a", "40", "90", "d0", "e0"})
  void aLengthAboveTheLimitIsRefusedBeforeAnythingIsHandedOver(String kind) {
    for (String length : new String[] {"ffffff7f", "8080807f", "e807"}) {
      PacketGuard guard = guard(bytes(kind + length + "00"));
      assertEquals(0x95, assertThrows(PacketRefused.class, guard::read).code(), kind + length);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"34", "36", "3c", "3e"})
  void aMessageOfQualityTwoIsRefused(String kind) {
    assertEquals(0x9B, assertThrows(PacketRefused.class, guard(bytes(kind + "0000"))::read).code());
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "10", "50", "62", "70", "82", "a2", "b0", "c0", "f0"})
  void aPacketThatABrokerNeverSendsUnaskedIsRefused(String kind) {
    assertEquals(0x82, assertThrows(PacketRefused.class, guard(bytes(kind + "00"))::read).code());
  }

  @ParameterizedTest
  @ValueSource(strings = {"21", "4f", "92", "d8", "e1"})
  void reservedBitsAreRefused(String kind) {
    assertEquals(0x81, assertThrows(PacketRefused.class, guard(bytes(kind + "00"))::read).code());
  }

  @Test
  void aLengthThatNeverEndsIsRefused() {
    assertEquals(
        0x81, assertThrows(PacketRefused.class, guard(bytes("20ffffffff01"))::read).code());
  }

  @Test
  void afterARefusalNothingIsHandedOver() {
    PacketGuard guard = guard(bytes("3400" + "2003000000"));
    for (int i = 0; i < 10; i++) {
      assertThrows(PacketRefused.class, guard::read);
    }
  }

  @Test
  void aPacketOfExactlyTheLimitPasses() throws IOException {
    byte[] packet = bytes("32e507" + "00".repeat(997));
    assertEquals(MAX, packet.length);
    assertArrayEquals(packet, guard(packet).readAllBytes());
    assertThrows(PacketRefused.class, guard(bytes("32e607" + "00".repeat(998)))::read);
  }

  @Test
  void anySplitOfTheStreamGivesTheSameBytes() throws IOException {
    long seed = 7_311L;
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      PacketGuard guard =
          new PacketGuard(new Pieces(GOOD, random, false), MAX, () -> {}, new Answered(false));
      assertArrayEquals(GOOD, readInPieces(guard, random), "seed " + seed + " round " + round);
    }
  }

  @Test
  void aTimeOutAtAnyByteLosesNothing() throws IOException {
    Random random = new Random(11L);
    PacketGuard guard =
        new PacketGuard(new Pieces(GOOD, random, true), MAX, () -> {}, new Answered(false));
    assertArrayEquals(GOOD, readInPieces(guard, random));
  }

  @Test
  void aHeaderIsHandedOverWholeOrNotAtAll() throws IOException {
    InputStream late =
        new InputStream() {
          private final int[] script = {0x32, -2, 0x81, -2, 0x01, 7};
          private int at;

          @Override
          public int read() throws IOException {
            int next = script[at++];
            if (next == -2) {
              throw new SocketTimeoutException();
            }
            return next;
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            into[offset] = (byte) read();
            return 1;
          }
        };
    PacketGuard guard = new PacketGuard(late, MAX, () -> {}, new Answered(false));
    assertThrows(SocketTimeoutException.class, guard::read);
    assertThrows(SocketTimeoutException.class, guard::read);
    assertEquals(0x32, guard.read());
    assertEquals(0x81, guard.read());
    assertEquals(0x01, guard.read());
    assertEquals(7, guard.read());
  }

  /** Counts how often the wire is waited for. */
  private static final class Answered implements PacketGuard.Answers {
    private final boolean ours;
    private int pauses;
    private int answers;
    private int unread;

    Answered(boolean ours) {
      this.ours = ours;
    }

    @Override
    public boolean answered(int id, int code) {
      answers++;
      unread++;
      return ours;
    }

    @Override
    public void pause() {
      pauses++;
      unread = 0;
    }
  }

  @Test
  void beforeTheWireIsWaitedForAllAnswersThatHaveComeWereRead() throws IOException {
    byte[] acks = bytes("40021000" + "40021001" + "40021002");
    Answered heard = new Answered(true);
    PacketGuard guard = new PacketGuard(new ByteArrayInputStream(acks), MAX, () -> {}, heard);
    assertEquals(-1, guard.read());
    assertEquals(3, heard.answers);
    assertEquals(2, heard.pauses, "before the first byte, and at the end");
    assertEquals(0, heard.unread);
  }

  private static byte[] readInPieces(PacketGuard guard, Random random) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] piece = new byte[64];
    while (true) {
      try {
        int count = guard.read(piece, 0, 1 + random.nextInt(piece.length));
        if (count < 0) {
          return all.toByteArray();
        }
        all.write(piece, 0, count);
      } catch (SocketTimeoutException e) {
        continue;
      }
    }
  }

  private static PacketGuard guard(byte[] bytes) {
    return new PacketGuard(new ByteArrayInputStream(bytes), MAX, () -> {}, new Answered(false));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  /** Hands over a few bytes at a time, with a time-out before each handful if wanted. */
  private static final class Pieces extends InputStream {
    private final byte[] bytes;
    private final Random random;
    private final boolean timeOuts;
    private boolean late;
    private int at;

    Pieces(byte[] bytes, Random random, boolean timeOuts) {
      this.bytes = bytes;
      this.random = random;
      this.timeOuts = timeOuts;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      late = timeOuts && !late;
      if (late) {
        throw new SocketTimeoutException();
      }
      if (at == bytes.length) {
        return -1;
      }
      int count = Math.min(Math.min(length, bytes.length - at), 1 + random.nextInt(5));
      System.arraycopy(bytes, at, into, offset, count);
      at += count;
      return count;
    }
  }
}
