package io.shelfkeeper.agent.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.Mark;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.ports.PlainPayloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiptFileTest {
  private static final Moment AT = new Moment(1_000, 1_000, ClockTrust.TRUSTED);
  private static final String FIRST = "a".repeat(32);
  private static final String SECOND = "b".repeat(32);

  @TempDir private Path folder;

  private final List<String> notices = new ArrayList<>();

  private ReceiptFile file = in(Path.of("/nowhere"));

  private ReceiptFile in(Path where) {
    return new ReceiptFile(where, (level, text) -> notices.add(text));
  }

  @BeforeEach
  void begin() {
    file = in(folder);
    file.begin();
  }

  private static String id(long seq) {
    return "%032x".formatted(seq);
  }

  private void keep(Lane lane, long seq) {
    file.keep(FIRST, lane, new Mark(seq, id(seq)));
  }

  private long found() {
    return found(Lane.FACT);
  }

  private long found(Lane lane) {
    ReceiptFile.Receipt receipt = file.left().get(lane);
    return receipt == null ? 0 : receipt.mark().seq();
  }

  @Test
  void whatWasTakenIsFoundByTheNextProcess() {
    keep(Lane.FACT, 3);
    assertEquals(
        Map.of(Lane.FACT, new ReceiptFile.Receipt(FIRST, new Mark(3, id(3)))), file.left());
    keep(Lane.ALARM, 1);
    keep(Lane.FACT, 5);
    assertEquals(5, found());
    assertEquals(1, found(Lane.ALARM));
  }

  @Test
  void aTornPlaceLeavesTheOneBefore() throws IOException {
    keep(Lane.FACT, 1);
    keep(Lane.FACT, 2);
    byte[] whole = Files.readAllBytes(ReceiptFile.in(folder));
    int torn = 0;
    // Each byte of this lane's places, and some of the others.
    for (int at = 0; at < whole.length; at += at < 4 * 128 ? 1 : 61) {
      byte[] bytes = whole.clone();
      bytes[at] ^= 0x40;
      Files.write(ReceiptFile.in(folder), bytes);
      long seq = found();
      assertTrue(seq == 1 || seq == 2, "byte " + at + " made it " + seq);
      torn += seq == 1 ? 1 : 0;
    }
    assertEquals(128, torn, "each byte of the newest place counts");
  }

  @Test
  void aFileThatIsNotWholeCountsForNothing() throws IOException {
    Files.write(ReceiptFile.in(folder), new byte[17]);
    assertEquals(0, found());
    Files.delete(ReceiptFile.in(folder));
    assertEquals(0, found());
  }

  @Test
  void aReceiptThatIsBehindWhatIsKnownChangesNothing() {
    keep(Lane.FACT, 5);
    keep(Lane.FACT, 4);
    keep(Lane.FACT, 3);
    assertEquals(5, found());
    file.keep(SECOND, Lane.FACT, new Mark(1, id(1)));
    assertEquals(
        new ReceiptFile.Receipt(SECOND, new Mark(1, id(1))),
        file.left().get(Lane.FACT),
        "a new count begins with 1");
  }

  @Test
  void whatCannotBeNotedIsSaidOnceAndTriedAgainAtTheNextConnection() throws IOException {
    Path later = folder.resolve("not there");
    file = in(later);
    for (int connection = 1; connection <= 3; connection++) {
      file.begin();
      file.keep(FIRST, Lane.FACT, new Mark(connection, id(connection)));
    }
    assertEquals(1, notices.size(), "" + notices);
    Files.createDirectory(later);
    file.begin();
    assertEquals(3, found(), "what was taken meanwhile is noted, too");
    keep(Lane.FACT, 4);
    file.begin();
    assertEquals(4, found(), "a file that works is not begun anew");
    assertEquals(1, notices.size());
    file.close();
    file.begin();
    keep(Lane.FACT, 5);
    assertEquals(4, found(), "nothing after the end");
  }

  @Test
  void whatCannotBeReadIsSaidCountsForNothingAndStopsNoStart() throws IOException {
    journal();
    keep(Lane.FACT, 3);
    Path path = ReceiptFile.in(folder);
    Files.delete(path);
    Files.createDirectory(path);
    assertEquals(Mark.NONE, acknowledged());
    assertEquals(1, notices.size(), "" + notices);
    assertTrue(notices.getFirst().contains("cannot be read"), notices.getFirst());
    Files.writeString(path.resolve("x"), "x");
    file = in(folder);
    file.begin();
    keep(Lane.FACT, 1);
    assertEquals(2, notices.size(), "" + notices);
  }

  @Test
  void theReceiptsOfAnotherDeliveryAreRemoved() {
    keep(Lane.FACT, 3);
    ReceiptFile.discard(folder, (level, text) -> notices.add(text));
    assertEquals(0, found());
    ReceiptFile.discard(folder, (level, text) -> notices.add(text));
    assertEquals(List.of(), notices);
  }

  /** A journal with rows 1 to 5, none released, as a killed process leaves it. */
  private void journal() {
    try (SqliteJournal journal = new SqliteJournal(folder, new PlainPayloads())) {
      journal.open();
      List<Effect.Durable> all = new ArrayList<>();
      all.add(new Effect.StartIncarnation(FIRST, AT));
      for (int seq = 1; seq <= 5; seq++) {
        all.add(new Effect.Append(Lane.FACT, seq, id(seq), 1, AT, PlainPayloads.FACT));
      }
      journal.commit(all);
    }
  }

  private Mark acknowledged() {
    try (SqliteJournal journal = new SqliteJournal(folder, new PlainPayloads(), file::left)) {
      return journal.open().ends(Lane.FACT).acknowledged();
    }
  }

  @Test
  void theJournalLetsGoOfWhatTheReceiptsProve() {
    journal();
    keep(Lane.FACT, 3);
    assertEquals(new Mark(3, id(3)), acknowledged());
    try (SqliteJournal journal = new SqliteJournal(folder, new PlainPayloads())) {
      journal.open();
      assertEquals(4, journal.rows(Lane.FACT, 1, 10).getFirst().seq());
    }
  }

  @Test
  void receiptsOfAnotherJournalProveNothing() {
    journal();
    file.keep(SECOND, Lane.FACT, new Mark(1, id(1)));
    assertEquals(Mark.NONE, acknowledged());
  }

  @Test
  void receiptsForMoreThanThereIsProveNothing() {
    journal();
    keep(Lane.FACT, 7);
    assertEquals(Mark.NONE, acknowledged());
  }

  @Test
  void anotherEventUnderTheSameNumberIsNotProved() {
    journal();
    file.keep(FIRST, Lane.FACT, new Mark(1, id(2)));
    assertEquals(Mark.NONE, acknowledged());
  }
}
