package io.shelfkeeper.agent.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.Mark;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.facts.SalvageChunk;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.ports.PlainPayloads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files, really damaged: what can be read comes back as it was, and nothing is made up. */
class SalvagerTest {
  private static final Moment AT = new Moment(1_000, 2_000, ClockTrust.TRUSTED);
  private static final String INCARNATION = "000000000000000000000000000000aa";
  private static final String DROPPED = "io.shelfkeeper.journal.dropped.v1";
  private static final int INNER = 5;
  private static final int LEAF = 13;
  private static final int ROWS = 400;
  private static final int ACKNOWLEDGED = 20;

  @TempDir Path folder;

  private static String id(long seq) {
    return "%032x".formatted(seq);
  }

  private static List<Effect.Durable> rows(long from, long to) {
    return LongStream.rangeClosed(from, to)
        .mapToObj(
            seq ->
                (Effect.Durable)
                    new Effect.Append(Lane.FACT, seq, id(seq), 1, AT, PlainPayloads.FACT))
        .toList();
  }

  private Path data() {
    return folder.resolve("data");
  }

  private SqliteJournal journal(Path data) {
    return new SqliteJournal(
        data, new PlainPayloads("{\"count\":123456}".getBytes(StandardCharsets.US_ASCII)));
  }

  /** A journal whose newest rows are only in its log. */
  private Path killed() {
    Path killed = folder.resolve("killed");
    try (SqliteJournal journal = journal(data())) {
      journal.open();
      journal.commit(List.of(new Effect.StartIncarnation(INCARNATION, AT)));
      journal.commit(rows(1, ROWS / 2));
      journal.commit(
          List.of(new Effect.Release(Lane.FACT, new Mark(ACKNOWLEDGED, id(ACKNOWLEDGED)))));
    }
    try (SqliteJournal journal = journal(data())) {
      journal.open();
      journal.commit(rows(ROWS / 2 + 1, ROWS));
      JournalCopy.of(data(), killed);
    }
    return killed;
  }

  /** All rows of a lane; the last chunk says how it ended. */
  private static List<OutboxRow> read(Path place, Lane lane, List<SalvageChunk> chunks) {
    Salvager salvager = new Salvager(place, DROPPED);
    List<OutboxRow> all = new ArrayList<>();
    long after = 0;
    do {
      chunks.add(salvager.read(lane, after, 50));
      all.addAll(chunks.getLast().rows());
      after = all.isEmpty() ? 0 : all.getLast().seq();
      assertTrue(chunks.size() < 100, "it goes on for ever");
    } while (chunks.getLast().more());
    return all;
  }

  private static List<Long> numbers(List<OutboxRow> rows) {
    return rows.stream().map(OutboxRow::seq).toList();
  }

  private static List<Long> all(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  @Test
  void whatWaitsIsReadInPortionsWithItsIdsAndNothingIsChanged() throws IOException {
    Path place = killed();
    byte[] database = Files.readAllBytes(place.resolve("journal.db"));
    byte[] log = Files.readAllBytes(place.resolve("journal.db-wal"));
    List<SalvageChunk> chunks = new ArrayList<>();
    List<OutboxRow> rows = read(place, Lane.FACT, chunks);
    assertEquals(all(ACKNOWLEDGED + 1, ROWS), numbers(rows));
    assertEquals(id(77), rows.get(77 - ACKNOWLEDGED - 1).id());
    assertEquals(INCARNATION, rows.getFirst().incarnation());
    assertEquals("stock.out", rows.getFirst().type());
    assertEquals(ACKNOWLEDGED, chunks.getFirst().after());
    assertTrue(!chunks.getLast().cut() && chunks.getFirst().rows().size() == 50);
    assertEquals(List.of(), read(place, Lane.ALARM, new ArrayList<>()));
    assertArrayEquals(database, Files.readAllBytes(place.resolve("journal.db")));
    assertArrayEquals(log, Files.readAllBytes(place.resolve("journal.db-wal")));
  }

  @Test
  void withoutItsLogTheOlderRowsAreRead() throws IOException {
    Path place = killed();
    Files.delete(place.resolve("journal.db-wal"));
    assertEquals(
        all(ACKNOWLEDGED + 1, ROWS / 2), numbers(read(place, Lane.FACT, new ArrayList<>())));
  }

  @Test
  void aDatabaseThatIsNoneEndsAtOnce() throws IOException {
    Path place = Files.createDirectory(folder.resolve("none"));
    assertEquals(SalvageChunk.UNREADABLE, new Salvager(place, DROPPED).read(Lane.FACT, 0, 50));
    Files.write(place.resolve("journal.db"), new byte[20_000]);
    assertEquals(SalvageChunk.UNREADABLE, new Salvager(place, DROPPED).read(Lane.FACT, 0, 50));
  }

  @Test
  void aTruncatedDatabaseGivesWhatIsLeft() throws IOException {
    Path place = killed();
    Files.delete(place.resolve("journal.db-wal"));
    byte[] whole = Files.readAllBytes(place.resolve("journal.db"));
    int most = 0;
    for (int cut = 1024; cut < whole.length; cut += 4096) {
      Files.write(place.resolve("journal.db"), Arrays.copyOf(whole, whole.length - cut));
      List<OutboxRow> rows = read(place, Lane.FACT, new ArrayList<>());
      genuine(rows, "cut by " + cut);
      most = Math.max(most, rows.size());
    }
    assertTrue(most > ROWS / 4, "however little is cut, only " + most + " rows are read");
  }

  /** In their order, and with ids that may be ids; a flipped bit within a text is beyond us. */
  private static void genuine(List<OutboxRow> rows, String what) {
    long before = 0;
    for (OutboxRow row : rows) {
      assertTrue(row.seq() > before, what + ": " + row.seq() + " behind " + before);
      assertTrue(row.id().matches("[0-9a-f]{32}"), what);
      before = row.seq();
    }
  }

  @Test
  void damagedPagesCostTheirRowsAndNoOthers() throws IOException {
    Path good = killed();
    Files.delete(good.resolve("journal.db-wal"));
    byte[] whole = Files.readAllBytes(good.resolve("journal.db"));
    long seed = Long.getLong("journal.seed", 11L);
    Random random = new Random(seed);
    int read = 0;
    int rounds = 20;
    for (int round = 0; round < rounds; round++) {
      byte[] damaged = whole.clone();
      int page = 1 + random.nextInt(whole.length / 1024 - 1);
      byte[] noise = new byte[8];
      random.nextBytes(noise);
      System.arraycopy(noise, 0, damaged, page * 1024, noise.length);
      Files.write(good.resolve("journal.db"), damaged);
      List<OutboxRow> rows = read(good, Lane.FACT, new ArrayList<>());
      genuine(rows, "page " + page + " -Djournal.seed=" + seed);
      read += rows.size();
    }
    int there = rounds * (ROWS / 2 - ACKNOWLEDGED);
    System.out.println(
        "salvaged after one damaged page: " + read + " of " + there + " rows, seed " + seed);
    assertTrue(read > there * 3 / 4, read + " of " + there);
  }

  /** Places of row numbers within a page, in tables' inner pages or in their leaves. */
  private static List<Integer> numbers(byte[] file, int kind) {
    List<Integer> places = new ArrayList<>();
    for (int page = 1024; page < file.length; page += 1024) {
      if (file[page] != kind) {
        continue;
      }
      int cells = (file[page + 3] & 0xff) << 8 | file[page + 4] & 0xff;
      int header = kind == INNER ? 12 : 8;
      for (int cell = 0; cell < cells; cell++) {
        int pointer = page + header + 2 * cell;
        int at = page + ((file[pointer] & 0xff) << 8 | file[pointer + 1] & 0xff);
        int number = kind == INNER ? at + 4 : afterVarint(file, at);
        for (int end = afterVarint(file, number); number < end; number++) {
          places.add(number);
        }
      }
    }
    return places;
  }

  private static int afterVarint(byte[] file, int at) {
    int next = at;
    while (file[next] < 0) {
      next++;
    }
    return next + 1;
  }

  private void flip(int kind, int every) throws IOException {
    Path place = killed();
    Files.delete(place.resolve("journal.db-wal"));
    byte[] whole = Files.readAllBytes(place.resolve("journal.db"));
    List<Integer> places = numbers(whole, kind);
    int rounds = 0;
    int read = 0;
    for (int bit = 0; bit < places.size() * 8; bit += every) {
      byte[] damaged = whole.clone();
      damaged[places.get(bit / 8)] ^= (byte) (1 << bit % 8);
      Files.write(place.resolve("journal.db"), damaged);
      List<OutboxRow> rows = read(place, Lane.FACT, new ArrayList<>());
      genuine(rows, "bit " + bit);
      read += rows.size();
      rounds++;
    }
    int there = rounds * (ROWS / 2 - ACKNOWLEDGED);
    System.out.println("%d of %d rows after %d flipped bits".formatted(read, there, rounds));
    assertTrue(rounds >= 8, rounds + " bits");
    assertTrue(read > there * 3L / 4, read + " of " + there);
  }

  @Test
  void aFlippedBitInANumberOfAnInnerPageLeadsNobodyInCircles() throws IOException {
    flip(INNER, 3);
  }

  @Test
  void aFlippedBitInARowsNumberCostsLittleMoreThanThatRow() throws IOException {
    flip(LEAF, 67);
  }

  @Test
  @Tag("deep")
  void noFlippedBitInAnInnerPageLeadsInCircles() throws IOException {
    flip(INNER, 1);
  }

  @Test
  @Tag("deep")
  void noFlippedBitInALeafLeadsInCircles() throws IOException {
    flip(LEAF, 3);
  }

  @Test
  void aJournalThatWasNotSalvagedIsToldAsLostBeforeItsPlaceIsGivenToAnother() throws IOException {
    Quarantine quarantine = new Quarantine(folder);
    for (int number = 1; number <= 4; number++) {
      Files.write(new JournalFiles(folder).database(), new byte[2_000]);
      quarantine.setAside(new JournalFiles(folder), "test");
      if (number == 2) {
        quarantine.ended("2");
      }
    }
    assertEquals(List.of("1", "3", "4"), quarantine.unsalvaged());
    assertFalse(Files.exists(quarantine.place("2")), "what was salvaged goes first");
    assertFalse(Files.exists(quarantine.place("1").resolve("journal.db")));
    assertTrue(Files.exists(quarantine.place("3").resolve("journal.db")));
    assertEquals(
        SalvageChunk.UNREADABLE,
        new Salvager(quarantine.place("1"), DROPPED).read(Lane.FACT, 0, 50));
  }

  @Test
  void aJournalThatWasSetAsideIsOfferedUntilItIsFinished() throws IOException {
    killed();
    Path database = data().resolve("journal.db");
    byte[] content = Files.readAllBytes(database);
    Arrays.fill(content, content.length - 4096, content.length - 4000, (byte) 0xff);
    Files.write(database, content);
    for (int life = 0; life < 2; life++) {
      try (SqliteJournal journal = journal(data())) {
        Recovered found = journal.open();
        assertEquals(List.of("1"), found.unsalvaged());
        assertNotNull(journal.salvage("1", Lane.FACT, 0, 10));
        if (life == 1) {
          journal.endSalvage("1");
        }
      }
    }
    try (SqliteJournal journal = journal(data())) {
      assertEquals(List.of(), journal.open().unsalvaged());
    }
  }
}
