package io.shelfkeeper.simulator.wires;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.simulator.models.FarEnd;
import io.shelfkeeper.simulator.models.Sending;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacerTest {
  private static final long MILLI = 1_000_000;
  private static final int BAUD = 9_600;
  private static final long BYTE = 10 * 1_000_000_000L / BAUD;

  /** Answers everything with as many bytes as it heard, 2 ms later. */
  private static final class Parrot implements FarEnd {
    private final List<Long> heardAt = new ArrayList<>();
    private long delay = 2 * MILLI;

    @Override
    public List<Sending> hear(byte[] bytes, int hostBaud, long nanos) {
      heardAt.add(nanos);
      return List.of(new Sending(bytes, nanos + delay, bytes.length * BYTE));
    }

    @Override
    public List<Sending> idle(int hostBaud, long nanos) {
      return List.of();
    }

    @Override
    public long wakeNanos() {
      return Long.MAX_VALUE;
    }
  }

  private final Parrot parrot = new Parrot();
  private final Pacer pacer = new Pacer(parrot, 10, BAUD);

  /** Lets time pass; tells when each piece came. */
  private List<Long> play(long from, long until, ByteArrayOutputStream got) {
    List<Long> times = new ArrayList<>();
    long now = from;
    while (now < until) {
      byte[] piece = pacer.toHost(now);
      if (piece.length > 0) {
        times.add(now);
        got.writeBytes(piece);
      }
      now = Math.max(now + 1, Math.min(until, pacer.nextNanos(now)));
    }
    return times;
  }

  @Test
  void requestAndReplyTakeAsLongAsTheLineNeeds() {
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    pacer.fromHost(new byte[8], BAUD, 0);
    List<Long> times = play(0, 100 * MILLI, got);
    assertTrue(Math.abs(parrot.heardAt.getFirst() - 8 * BYTE) < 10);
    assertEquals(8, got.size());
    assertTrue(Math.abs(times.getLast() - 16 * BYTE - 2 * MILLI) < 20);
  }

  @Test
  void bytesComeOneByOneAtALowRate() {
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    pacer.fromHost(new byte[8], BAUD, 0);
    List<Long> times = play(0, 100 * MILLI, got);
    assertEquals(8, times.size());
    assertTrue(times.get(1) - times.get(0) >= MILLI);
  }

  @Test
  void answersNeverOverlapAndKeepTheirOrder() {
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    pacer.fromHost(new byte[] {1, 1, 1, 1}, BAUD, 0);
    parrot.delay = 6 * MILLI;
    pacer.toHost(4 * BYTE);
    parrot.delay = MILLI;
    pacer.fromHost(new byte[] {2, 2, 2, 2}, BAUD, 5 * BYTE);
    play(4 * BYTE, 100 * MILLI, got);
    assertArrayEquals(new byte[] {1, 1, 1, 1, 2, 2, 2, 2}, got.toByteArray());
  }

  @Test
  void lateAnswerComesAfterTheNextOne() {
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    parrot.delay = 700 * MILLI;
    pacer.fromHost(new byte[] {1}, BAUD, 0);
    play(0, 300 * MILLI, got);
    parrot.delay = MILLI;
    pacer.fromHost(new byte[] {2}, BAUD, 300 * MILLI);
    play(300 * MILLI, 1_000 * MILLI, got);
    assertArrayEquals(new byte[] {2, 1}, got.toByteArray());
  }

  @Test
  void whatIsOnItsWayIsLostWhenThePlugIsPulled() {
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    pacer.fromHost(new byte[8], BAUD, 0);
    play(0, 13 * MILLI, got);
    pacer.cut(0);
    play(13 * MILLI, 100 * MILLI, got);
    assertTrue(got.size() > 0 && got.size() < 8, got.size() + " bytes");
  }
}
