package io.shelfkeeper.simulator.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.simulator.world.Conversions;
import io.shelfkeeper.simulator.world.Dice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Troubles of a line and of devices that need a line to show. */
class LineTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int BAUD = 9_600;
  private static final byte[] READ_GROSS = hex("01030050 0002C41A");
  private static final byte[] READ_GROSS_2 = hex("02030050 0002C429");
  private static final byte[] GROSS_132 = hex("01030400000084FA50");

  private final Troubles troubles = new Troubles();
  private final Line line =
      new Line(
          "bus",
          List.of(
              new Transmitter("one", 1, BAUD, Conversions.fixed(1.32), troubles),
              new Transmitter("two", 2, BAUD, Conversions.fixed(1.32), troubles)),
          10,
          troubles,
          new Dice(1));
  private long now = SECOND;

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  private List<Sending> ask(byte[] request, int hostBaud) {
    now += SECOND;
    return line.hear(request, hostBaud, now);
  }

  private List<Sending> ask() {
    return ask(READ_GROSS, BAUD);
  }

  private void start(String target, Trouble kind) {
    troubles.start(Loads.always(target, kind));
  }

  @Test
  void onlyTheDeviceThatIsAskedAnswersAndTakesItsTime() {
    List<Sending> replies = ask();
    assertEquals(1, replies.size());
    assertArrayEquals(GROSS_132, replies.getFirst().bytes());
    assertEquals(now + 1_000_000, replies.getFirst().startNanos());
    assertEquals(9 * 10 * SECOND / BAUD, replies.getFirst().durationNanos());
    assertEquals(2, ask(READ_GROSS_2, BAUD).getFirst().bytes()[0]);
  }

  @Test
  void hostAtAnotherRateHearsNothing() {
    assertEquals(List.of(), ask(READ_GROSS, 19_200));
    start("bus", Trouble.LINE_BAUD);
    assertEquals(List.of(), ask());
  }

  @Test
  void deviceAtAnotherRateIsMuteAndItsNeighbourAnswers() {
    start("one", Trouble.WRONG_BAUD);
    assertEquals(List.of(), ask());
    assertEquals(1, ask(READ_GROSS_2, BAUD).size());
  }

  @Test
  void answerAtHalfTheRateIsHeardAsGarbageOfDoubleLength() {
    start("one", Trouble.BIT_SHIFT);
    Sending reply = ask().getFirst();
    assertNotEquals(Arrays.toString(GROSS_132), Arrays.toString(reply.bytes()));
    assertTrue(reply.bytes().length > 9, reply.bytes().length + " bytes");
  }

  @Test
  void rateChangeIsAnsweredAtTheNewRate() {
    ask(hex("0110000500 01025AA55CDE"), BAUD);
    List<Sending> replies = ask(hex("0110000100010200 07E643"), BAUD);
    assertNotEquals(
        "01 10 00 01 00 01 50 09",
        HexFormat.ofDelimiter(" ").formatHex(replies.getFirst().bytes()));
    assertEquals(8 * 10 * SECOND / 115_200, replies.getFirst().durationNanos());
    assertEquals(1, ask(READ_GROSS, 115_200).size());
  }

  @Test
  void echoComesBeforeTheAnswer() {
    start("bus", Trouble.ECHO);
    List<Sending> back = ask();
    assertArrayEquals(READ_GROSS, back.get(0).bytes());
    assertArrayEquals(GROSS_132, back.get(1).bytes());
  }

  @Test
  void splitAnswerIsCompleteInTheEnd() {
    start("bus", Trouble.SPLIT);
    List<byte[]> pieces = new ArrayList<>();
    long last = 0;
    for (Sending piece : ask()) {
      assertTrue(piece.startNanos() >= last);
      last = piece.startNanos() + piece.durationNanos();
      pieces.add(piece.bytes());
    }
    assertTrue(pieces.size() > 1);
    assertEquals(
        HexFormat.of().formatHex(GROSS_132),
        String.join("", pieces.stream().map(HexFormat.of()::formatHex).toList()));
  }

  @Test
  void garbageComesUnaskedWhileItLasts() {
    troubles.start(new Troubles.Active("bus", Trouble.GARBAGE, Double.NaN, 0, 20 * SECOND));
    int outbursts = 0;
    for (long at = 0; at < 40 * SECOND; at += SECOND / 100) {
      List<Sending> noise = line.idle(BAUD, at);
      assertTrue(noise.isEmpty() || at < 20 * SECOND);
      outbursts += noise.size();
    }
    assertEquals(200, outbursts, 60);
    assertEquals(Long.MAX_VALUE, line.wakeNanos());
  }

  @Test
  void noiseHitsAboutAsManyAnswersAsItsRateSays() {
    troubles.start(new Troubles.Active("bus", Trouble.NOISE, 0.01, 0, Long.MAX_VALUE));
    int whole = 0;
    for (int i = 0; i < 1_000; i++) {
      List<Sending> replies = ask();
      boolean good = replies.size() == 1 && Arrays.equals(GROSS_132, replies.getFirst().bytes());
      whole += good ? 1 : 0;
    }
    // 17 bytes go right with a probability of 0.99 each: 843.
    assertEquals(843, whole, 50);
  }

  @Test
  void twinsCollideOrBothAnswer() {
    start("one", Trouble.TWIN);
    int both = 0;
    int mixed = 0;
    for (int i = 0; i < 30; i++) {
      List<Sending> replies = ask();
      both += replies.size() == 2 ? 1 : 0;
      mixed += replies.size() == 1 ? 1 : 0;
    }
    assertTrue(both > 5 && mixed > 5, both + " times both, " + mixed + " times mixed");
  }
}
