package io.shelfkeeper.simulator.tags;

import static io.shelfkeeper.simulator.tags.Host.count;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.simulator.models.Trouble;
import io.shelfkeeper.simulator.models.Troubles;
import io.shelfkeeper.simulator.world.CannotDo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a played node must be able to do, in the bytes that are written down. */
class RadioNodeTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long MINUTE = 60 * SECOND;
  private static final String TAG = "0000BA9876543201";
  private static final long ADDRESS = 0xBA9876543201L;
  private static final String CHANNEL_11 = "53 43 50 3E 15 0B 0A 00";
  private static final String CHANNEL_11_SHORT = "53 43 50 3E 15 0B 0A";
  private static final String S1_ANNOUNCE =
      "53 44 41 3E 0A 52 3B 37 4F 26 B4 9F A8 48 0B 00 00 20 00 00 00 14 00"
          + " 01 32 54 76 98 BA 00 00";
  private static final String S1_REQUEST =
      "52 51 42 3E 83 52 3B 37 4F 26 B4 9F A8 00 01 32 54 76 98 BA 00 00";
  private static final String COMPLETE = "58 46 43 3E 4F 01 32 54 76 98 BA 00 00";
  private static final String TIMEOUT = "58 54 4F 3E 4F 01 32 54 76 98 BA 00 00";
  private static final String CANCEL =
      "43 58 44 3E 4F" + " 00".repeat(18) + " 01 32 54 76 98 BA 00 00";

  private final Troubles troubles = new Troubles();
  private final Tags tags = new Tags((_, _) -> {});
  private Host host = start(true, 30 * SECOND);

  private Host start(boolean subGhz, long usualNanos) {
    RadioNode.Build build = new RadioNode.Build(0x21D4E3A3C5BL, subGhz, 11, MINUTE);
    List<TagPlan> plans = List.of(new TagPlan(TAG, "00", "A1"));
    return new Host(tags.node("radio", build, plans, usualNanos, 1, troubles), troubles);
  }

  private TagState tag() {
    return tags.states(host.time.now).getFirst();
  }

  private static String text(String hex) {
    return new String(Host.hex(hex), StandardCharsets.ISO_8859_1);
  }

  private static byte[] pattern(int length, int plus) {
    byte[] data = new byte[length];
    for (int i = 0; i < length; i++) {
      data[i] = (byte) (i + plus);
    }
    return data;
  }

  private static long version(byte[] data) {
    try {
      byte[] digest = MessageDigest.getInstance("MD5").digest(data);
      return ByteBuffer.wrap(digest).order(ByteOrder.LITTLE_ENDIAN).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] announce(long tag, byte[] data, int argument, int checkIn, int minutes) {
    ByteBuffer bytes = ByteBuffer.allocate(31).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put("SDA>".getBytes(StandardCharsets.ISO_8859_1)).put((byte) 0).putLong(version(data));
    bytes.putInt(data.length).put((byte) 0x20).put((byte) argument).putShort((short) checkIn);
    bytes.putShort((short) minutes).putLong(tag);
    int sum = 0;
    for (int i = 5; i < 31; i++) {
      sum += bytes.get(i);
    }
    return bytes.put(4, (byte) sum).array();
  }

  private static byte[] block(byte[] data) {
    byte[] bytes = new byte[4_132];
    Arrays.fill(bytes, (byte) 0x55);
    int sum = 0;
    for (int i = 0; i < data.length; i++) {
      sum += data[i] & 0xFF;
      bytes[4 + i] = (byte) (data[i] ^ 0xAA);
    }
    int[] head = {data.length, data.length >> 8, sum, sum >> 8};
    for (int i = 0; i < 4; i++) {
      bytes[i] = (byte) (head[i] ^ 0xAA);
    }
    Arrays.fill(bytes, 4_100, 4_132, (byte) 0xF5);
    return bytes;
  }

  /** Listens until that is heard, a millisecond at a time, and gives all that was heard. */
  private String until(String what) {
    StringBuilder all = new StringBuilder();
    while (all.indexOf(what) < 0) {
      all.append(host.hears(0.001));
      assertTrue(all.length() < 100_000 && host.time.now < 10_000 * SECOND, all::toString);
    }
    return all.toString();
  }

  private void serve(byte[] data) {
    begin();
    host.say(block(data));
  }

  /** At once: a block is late after half a second. */
  private void begin() {
    host.say(">D>");
    String heard = host.hears(0.005);
    assertTrue(heard.endsWith("ACK>"), heard);
  }

  @Test
  void itAnswersAsItIsWrittenDown() {
    assertEquals("ACK>", host.ask("RDY?"));
    assertEquals(
        "ACK>TYP>C6VER>001FMAC>5B3C3A4E1D020000ZCH>19SCH>255ZPW>0APEN>00NOP>00", host.ask("NFO?"));
    assertEquals("ACK>", host.askHex(CHANNEL_11));
    assertEquals("NOK>", host.askHex("53 43 50 3E 16 0C 0A 00"), "no such channel");
    assertEquals("NOK>", host.askHex("53 43 50 3E 16 0B 0A 00"), "a wrong sum");
    host = start(false, MINUTE);
    assertEquals("ACK>", host.askHex(CHANNEL_11_SHORT));
    assertEquals(
        "ACK>TYP>C6VER>001FMAC>5B3C3A4E1D020000ZCH>0BZPW>0APEN>00NOP>00", host.ask("NFO?"));
  }

  @Test
  void theShortCommandLeavesALongNodeWaitingForOneMoreByte() {
    assertEquals("", host.askHex(CHANNEL_11_SHORT));
    assertEquals("NOK>", host.askHex(CHANNEL_11_SHORT), "its first byte was taken");
    host.sayHex(CHANNEL_11_SHORT);
    assertEquals("", host.hears(1.5));
    assertEquals("ACK>", host.ask("RDY?"), "what was half said is dropped after a second");
  }

  @Test
  void askedToRestartItOnlySaysSo() {
    host.askHex(CHANNEL_11);
    host.askHex(S1_ANNOUNCE);
    assertEquals("ACK>", host.ask("RSET"));
    assertTrue(host.hears(1).indexOf("RES>") < 0);
    assertTrue(host.ask("NFO?").contains("ZCH>0BSCH>255ZPW>0APEN>01NOP>00"));
  }

  @Test
  void highSpeedIsAcknowledgedTwiceAndOutlivesTheHost() {
    host.say("HSPD");
    assertEquals("ACK>", host.hears(0.05));
    host.baud(2_000_000);
    assertEquals("ACK>", host.hears(0.3));
    assertEquals("ACK>", host.ask("RDY?"));
    host.baud(115_200);
    assertNotEquals("ACK>", host.ask("RDY?"));
    troubles.start(always(Trouble.POWER_CYCLE));
    assertEquals("RES>RDY>", host.hears(1));
    assertEquals("ACK>", host.ask("RDY?"));
  }

  private static Troubles.Active always(Trouble kind) {
    return new Troubles.Active("radio", kind, Double.NaN, 0, Long.MAX_VALUE);
  }

  @Test
  void aPowerCycleEmptiesItsTableAndDetunesIt() {
    host.askHex(CHANNEL_11);
    host.askHex(S1_ANNOUNCE);
    troubles.start(always(Trouble.POWER_CYCLE));
    assertEquals("", host.ask("RDY?"), "it starts");
    assertEquals("RES>RDY>", host.hears(1));
    assertTrue(host.ask("NFO?").contains("ZCH>19SCH>255ZPW>0APEN>00NOP>00"));
    int before = tag().checkIns();
    assertEquals("", host.hears(100), "its tags are on another channel");
    assertEquals(before, tag().checkIns());
  }

  @Test
  void aPictureGoesByBlocksAndIsDrawnAfterItWasConfirmed() {
    host.askHex(CHANNEL_11);
    byte[] data = pattern(2_888, 0);
    assertEquals("ACK>", host.askHex(S1_ANNOUNCE));
    assertEquals(
        text(S1_ANNOUNCE),
        new String(announce(ADDRESS, data, 0, 0, 20), StandardCharsets.ISO_8859_1));
    String heard = until(text(S1_REQUEST));
    byte[] report = heard.substring(heard.indexOf("ADR>")).getBytes(StandardCharsets.ISO_8859_1);
    assertEquals((byte) 0xFC, report[4 + 1 + 8 + 7], "its first start");
    serve(data);
    heard = until(text(COMPLETE));
    assertTrue(heard.contains("Sending parts: "));
    assertEquals("", tag().shown(), "not drawn at once");
    assertEquals(0, tag().pictures());
    host.hears(5);
    assertEquals(1, tag().pictures());
    assertEquals("523b374f26b49fa8", tag().shown());
    assertEquals(42, tag().frames());
    assertEquals(Shade.PAPER, tag().glass().at(0, 0));
    assertEquals(Shade.BLACK, tag().glass().at(15, 0), "byte 1 is 01");
    assertTrue(host.ask("NFO?").contains("PEN>00"));
  }

  @Test
  void aBlockThatIsBrokenOrLateIsAskedForAgain() {
    host.askHex(CHANNEL_11);
    byte[] data = pattern(2_888, 0);
    host.askHex(S1_ANNOUNCE);
    until(text(S1_REQUEST));
    byte[] broken = block(data);
    broken[100] ^= 1;
    begin();
    host.say(broken);
    String heard = until(text(S1_REQUEST));
    assertTrue(heard.contains("FORCED"));
    host.hears(0.3);
    serve(data);
    heard = until("RQB>");
    assertFalse(heard.contains("XFC>"), "it came too late");
    serve(data);
    until(text(COMPLETE));
  }

  @Test
  void aNodeThatGetsNoBlockSendsWhatItHas() {
    host.askHex(CHANNEL_11);
    byte[] data = pattern(2_888, 0);
    host.askHex(S1_ANNOUNCE);
    until(text(S1_REQUEST));
    serve(data);
    until(text(COMPLETE));
    byte[] other = pattern(2_888, 7);
    host.say(announce(ADDRESS, other, 0, 0, 20));
    until("RQB>");
    // Its buffer still has the block of the picture before, and a tag checks no more than its sum.
    until(text(COMPLETE));
    host.hears(5);
    assertEquals(2, tag().pictures());
  }

  @Test
  void aKnownPictureIsConfirmedWithoutABlock() {
    host.askHex(CHANNEL_11);
    byte[] data = pattern(2_888, 0);
    host.askHex(S1_ANNOUNCE);
    until(text(S1_REQUEST));
    serve(data);
    until(text(COMPLETE));
    host.askHex(S1_ANNOUNCE);
    String heard = until(text(COMPLETE));
    assertEquals(0, count(heard, "RQB>"));
    assertEquals(42, tag().frames());
    assertEquals(1, tag().pictures(), "nor drawn again");
  }

  @Test
  void aPictureInReserveIsDrawnWhenItIsAnnouncedAgain() {
    host.askHex(CHANNEL_11);
    byte[] data = pattern(2_888, 0);
    host.say(announce(ADDRESS, data, 4, 0x8005, 20));
    until("RQB>");
    serve(data);
    until(text(COMPLETE));
    host.hears(6);
    assertEquals(0, tag().pictures());
    host.say(announce(ADDRESS, data, 0, 0x8005, 20));
    assertEquals(0, count(until(text(COMPLETE)), "RQB>"));
    host.hears(6);
    assertEquals(1, tag().pictures());
    assertEquals(42, tag().frames());
  }

  @Test
  void theConfirmationOfAnOldPictureTakesTheNewJobWithIt() {
    host.askHex(CHANNEL_11);
    byte[] data = pattern(2_888, 0);
    host.askHex(S1_ANNOUNCE);
    until(text(S1_REQUEST));
    begin();
    host.say(block(data));
    host.say(announce(ADDRESS, pattern(2_888, 1), 0, 0, 20));
    until(text(COMPLETE));
    assertTrue(host.ask("NFO?").contains("PEN>00"), "the new one is gone");
    String later = host.hears(120);
    assertEquals(0, count(later, "RQB>") + count(later, "XFC>") + count(later, "XTO>"));
  }

  @Test
  void anEntryLivesForItsMinutesAndItsEndIsTold() {
    host.askHex(CHANNEL_11);
    assertDone(() -> tags.silent(TAG, true, host.time.now));
    host.say(announce(ADDRESS, pattern(2_888, 0), 0, 0, 3));
    String heard = host.hears(110);
    assertEquals(0, count(heard, "XTO>"));
    heard = host.hears(70);
    assertEquals(1, count(heard, text(TIMEOUT)));
    host.say(announce(ADDRESS, pattern(2_888, 0), 0, 0, 0));
    assertTrue(host.ask("NFO?").contains("PEN>00"), "0 minutes are acknowledged and not kept");
    host.say(announce(ADDRESS, pattern(2_888, 0), 0, 0, 9));
    host.say(announce(ADDRESS, pattern(2_888, 1), 0, 0, 9));
    host.hears(1);
    assertTrue(host.ask("NFO?").contains("PEN>01"), "the second takes the place of the first");
    assertEquals("ACK>", host.askHex(CANCEL));
    assertTrue(host.ask("NFO?").contains("PEN>00"));
  }

  private interface Doing {
    void run() throws CannotDo;
  }

  private static void assertDone(Doing doing) {
    try {
      doing.run();
    } catch (CannotDo e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void moreThan250EntriesDoNotFit() {
    for (int i = 0; i < 250; i++) {
      host.say(announce(1_000 + i, pattern(10, i), 0, 0, 20));
    }
    assertEquals(250, count(host.hears(5), "ACK>"));
    assertEquals("NOQ>", hostSays(announce(999, pattern(10, 0), 0, 0, 20)));
    assertEquals("ACK>", hostSays(announce(1_000, pattern(10, 9), 0, 0, 20)), "it has a place");
  }

  private String hostSays(byte[] bytes) {
    host.say(bytes);
    return host.hears(0.2);
  }

  @Test
  void mostReportsAreShort() {
    host = start(true, 5 * SECOND);
    host.askHex(CHANNEL_11);
    String heard = host.hears(200);
    int shorts = count(heard, "\0".repeat(21));
    int all = count(heard, "ADR>");
    assertTrue(all > 30 && shorts > all / 2 && shorts < all, shorts + " of " + all);
  }

  @Test
  void lostFramesAreMadeUpForAndOnlyWhatIsMissingIsSentAgain() {
    host.askHex(CHANNEL_11);
    assertDone(() -> tags.loss(0.2, host.time.now));
    byte[] data = pattern(2_888, 0);
    host.askHex(S1_ANNOUNCE);
    until(text(S1_REQUEST));
    serve(data);
    until(text(COMPLETE));
    assertTrue(tag().frames() > 42 && tag().frames() < 70, tag()::toString);
    host.hears(5);
    assertEquals(1, tag().pictures());
  }

  @Test
  void aTagThatRestartsSaysSoAndKeepsItsPicture() {
    host.askHex(CHANNEL_11);
    byte[] data = pattern(2_888, 0);
    host.askHex(S1_ANNOUNCE);
    until(text(S1_REQUEST));
    serve(data);
    until(text(COMPLETE));
    host.hears(5);
    Glass shown = tag().glass();
    assertDone(() -> tags.restart(TAG, host.time.now));
    String heard = until("ADR>") + host.hears(1);
    assertEquals(0xFC, heard.charAt(heard.indexOf("ADR>") + 4 + 1 + 8 + 7));
    assertEquals(shown, tag().glass());
  }

  @Test
  void aTagThatFoundNobodyForLongSaysThatItSearched() {
    host.askHex(CHANNEL_11);
    until("ADR>");
    assertDone(() -> tags.silent(TAG, true, host.time.now));
    host.hears(1);
    assertEquals(0, count(host.hears(300), "ADR>"));
    assertDone(() -> tags.silent(TAG, false, host.time.now));
    String heard = until("ADR>") + host.hears(1);
    assertEquals(0xFD, heard.charAt(heard.indexOf("ADR>") + 4 + 1 + 8 + 7));
  }

  @Test
  void oneTagAtATime() {
    List<TagPlan> plans =
        List.of(new TagPlan(TAG, "00", "A1"), new TagPlan("0000BA9876543202", "00", "A2"));
    RadioNode.Build build = new RadioNode.Build(1, true, 11, MINUTE);
    host = new Host(tags.node("radio", build, plans, 3 * SECOND / 10, 1, troubles), troubles);
    host.askHex(CHANNEL_11);
    host.say(announce(ADDRESS, pattern(2_888, 0), 0, 0, 20));
    host.say(announce(ADDRESS + 1, pattern(2_888, 0), 0, 0, 20));
    assertTrue(host.hears(5).contains("BUSY!\n\r"));
  }
}
