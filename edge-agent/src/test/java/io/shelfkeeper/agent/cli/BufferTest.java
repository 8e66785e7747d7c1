package io.shelfkeeper.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shelfkeeper.agent.ports.JournalUse;
import org.junit.jupiter.api.Test;

class BufferTest {
  private static Buffer of(long waiting, long oldestMillis, String storage)
      throws JsonProcessingException {
    String status =
        "{\"lanes\":[{\"lane\":\"fact\",\"waiting\":%d,\"oldest_millis\":%d}]%s}"
            .formatted(waiting, oldestMillis, storage);
    return Buffer.of(new ObjectMapper().readTree(status));
  }

  private static String storage(long free, long journal, long written, long running) {
    return ",\"storage\":{\"free_bytes\":%d,\"journal_bytes\":%d,\"written_bytes\":%d,\"running_millis\":%d,\"card_terabytes\":10.0}"
        .formatted(free, journal, written, running);
  }

  private static String room(long room, long used, long stored, long dropped) {
    return ",\"storage\":{\"room_bytes\":%d,\"used_bytes\":%d,\"stored_rows\":%d,\"dropped_rows\":%d}"
        .formatted(room, used, stored, dropped);
  }

  @Test
  void hoursLeftFollowFromWhatWaitsAndItsAge() throws JsonProcessingException {
    // 3,600 rows an hour of 1,000 bytes each, and room for 36 million bytes.
    Buffer buffer = of(36_000, 36_000_000, room(36_000_000, 36_000_000, 36_000, 0));
    assertNotNull(buffer.hoursLeft());
    assertEquals(10, buffer.hoursLeft(), 0.001);
    assertTrue(
        buffer
            .lines()
            .contains("room       for another 10 h at this rate, then telemetry is dropped"));
  }

  @Test
  void rowsThatWereDroppedCameButTakeNoRoom() throws JsonProcessingException {
    // 3,600 rows came in an hour, of which a tenth is still stored with 1,000 bytes each.
    Buffer buffer = of(36_000, 36_000_000, room(36_000_000, 3_600_000, 3_600, 32_400));
    assertNotNull(buffer.hoursLeft());
    assertEquals(10, buffer.hoursLeft(), 0.001);
    assertTrue(
        buffer.lines().contains("dropped    32400 of these rows of telemetry, for want of room"));
  }

  @Test
  void roomIsWhatTheDiskAndTheBudgetBothLeave() {
    JournalUse use = new JournalUse(900, 50, 1_000, 1, 0);
    assertEquals(100, use.roomBytes(1_000));
    assertEquals(60, use.roomBytes(10));
    JournalUse over = new JournalUse(1_100, 50, 1_000, 1, 0);
    assertEquals(0, over.roomBytes(1_000));
  }

  @Test
  void theCardLivesForWhatItMayBearOverWhatADayBrings() throws JsonProcessingException {
    // 250 MB in a day; 10 TB are 40,000 such days.
    Buffer buffer = of(0, 0, storage(1, 1, 250_000_000, 86_400_000));
    assertEquals(250_000_000L, buffer.bytesPerDay());
    assertNotNull(buffer.cardYears());
    assertEquals(109.6, buffer.cardYears(), 0.05);
    assertTrue(
        buffer
            .lines()
            .contains(
                "card       lasts over 100 years at that, if it bears 10 TB (card_terabytes in the site"
                    + " file)"));
    assertNull(buffer.hoursLeft());
  }

  @Test
  void aRateIsNotMadeUpFromAFewSeconds() throws JsonProcessingException {
    Buffer buffer = of(500, 59_000, storage(1_000, 1_000, 1_000, 59_000));
    assertNull(buffer.hoursLeft());
    assertNull(buffer.bytesPerDay());
    assertNull(buffer.cardYears());
  }

  @Test
  void anAgentThatCannotTellOfItsStorageStillTellsWhatWaits() throws JsonProcessingException {
    Buffer buffer = of(7, 120_000, "");
    assertNull(buffer.hoursLeft());
    assertEquals("fact       7 wait, the oldest since 2 min", buffer.lines().getFirst());
  }
}
