package io.shelfkeeper.agent.core.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.AuditEntry;
import io.shelfkeeper.agent.core.facts.AuditPoint;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Whatever is done to an audit log is found, and at its place. */
class AuditWalkTest {
  private static final int LENGTH = 50;
  private static final String KEY = new VectorKey().publicKey();

  private final List<AuditEntry> log = Chains.entries(LENGTH);

  private static AuditWalk.Verdict walk(
      List<AuditEntry> log, List<Fact.AuditCheckpoint> checkpoints, AuditWalk.Known known) {
    AuditWalk walk = new AuditWalk(checkpoints, known);
    log.forEach(walk::accept);
    return walk.end();
  }

  private static long breakOf(List<AuditEntry> log, Fact.AuditCheckpoint... checkpoints) {
    AuditWalk.Break found = walk(log, List.of(checkpoints), AuditWalk.Known.NOTHING).found();
    return found == null ? 0 : found.entry();
  }

  @Test
  void anUntouchedLogHasNoBreak() {
    Fact.AuditCheckpoint at20 = Chains.signed(log.get(19));
    AuditPoint end = new AuditPoint(50, log.getLast().hash());
    AuditWalk.Verdict verdict = walk(log, List.of(at20), new AuditWalk.Known(KEY, end));
    assertNull(verdict.found());
    assertEquals(LENGTH, verdict.entries());
    assertEquals(0, breakOf(List.of()));
  }

  /** Every entry with one bit of one of its bytes changed. */
  private static List<AuditEntry> spoilt(AuditEntry e) {
    List<AuditEntry> all = new ArrayList<>();
    Moment at = e.at();
    for (int bit = 0; bit < Long.SIZE; bit++) {
      long flip = 1L << bit;
      all.add(with(e, e.number(), e.boot() ^ flip, at));
      all.add(with(e, e.number() ^ flip, e.boot(), at));
      all.add(with(e, e.number(), e.boot(), wall(at, at.wallMillis() ^ flip)));
      Moment nanos = new Moment(at.wallMillis(), at.nanos() ^ flip, at.clock());
      all.add(with(e, e.number(), e.boot(), nanos));
    }
    for (ClockTrust clock : ClockTrust.values()) {
      if (clock != at.clock()) {
        Moment other = new Moment(at.wallMillis(), at.nanos(), clock);
        all.add(with(e, e.number(), e.boot(), other));
      }
    }
    flips(e.kind()).forEach(t -> all.add(texts(e, t, e.subject(), e.detail(), e.hash())));
    flips(e.subject()).forEach(t -> all.add(texts(e, e.kind(), t, e.detail(), e.hash())));
    flips(e.detail()).forEach(t -> all.add(texts(e, e.kind(), e.subject(), t, e.hash())));
    flips(e.hash()).forEach(t -> all.add(texts(e, e.kind(), e.subject(), e.detail(), t)));
    return all;
  }

  private static Moment wall(Moment at, long wallMillis) {
    return new Moment(wallMillis, at.nanos(), at.clock());
  }

  private static AuditEntry with(AuditEntry e, long number, long boot, Moment at) {
    return new AuditEntry(number, boot, at, e.kind(), e.subject(), e.detail(), e.hash());
  }

  private static AuditEntry texts(
      AuditEntry e, String kind, String subject, String detail, String hash) {
    return new AuditEntry(e.number(), e.boot(), e.at(), kind, subject, detail, hash);
  }

  /** The text with one bit flipped, for each of its characters; and a character less, and more. */
  private static List<String> flips(String text) {
    List<String> all = new ArrayList<>(List.of(text + "a", text.substring(1)));
    for (int i = 0; i < text.length(); i++) {
      char flipped = (char) (text.charAt(i) ^ 1 << i % 7);
      all.add(text.substring(0, i) + flipped + text.substring(i + 1));
    }
    return all;
  }

  @Test
  void everyFlippedByteIsFoundInItsEntry() {
    int tried = 0;
    for (int i = 0; i < LENGTH; i++) {
      AuditEntry whole = log.get(i);
      for (AuditEntry spoilt : spoilt(whole)) {
        List<AuditEntry> copy = new ArrayList<>(log);
        copy.set(i, spoilt);
        // A number that is another one shows as a gap, and the first entry's as a missing start.
        assertEquals(whole.number(), breakOf(copy), spoilt.toString());
        tried++;
      }
    }
    assertTrue(tried > 50 * 300, tried + " flips");
  }

  @Test
  void wordsMovedFromOneTextToTheNextAreFound() {
    AuditEntry e = log.get(9);
    List<AuditEntry> copy = new ArrayList<>(log);
    copy.set(9, texts(e, e.kind(), e.subject() + "f", e.detail().substring(1), e.hash()));
    assertEquals(10, breakOf(copy));
  }

  @Test
  void aMissingAndASwappedEntryAreFound() {
    List<AuditEntry> missing = new ArrayList<>(log);
    missing.remove(24);
    assertEquals(25, breakOf(missing));
    List<AuditEntry> swapped = new ArrayList<>(log);
    Collections.swap(swapped, 29, 30);
    assertEquals(30, breakOf(swapped));
    AuditEntry a = log.get(29);
    AuditEntry b = log.get(30);
    swapped.set(29, with(b, a.number(), b.boot(), b.at()));
    swapped.set(30, with(a, b.number(), a.boot(), a.at()));
    assertEquals(30, breakOf(swapped), "with their numbers put right");
  }

  @Test
  void aCutEndShowsOnlyAgainstACheckpoint() {
    List<AuditEntry> cut = log.subList(0, 40);
    assertEquals(0, breakOf(cut), "alone it is a whole log");
    assertEquals(41, breakOf(cut, Chains.signed(log.get(44))));
    AuditPoint outside = new AuditPoint(45, log.get(44).hash());
    AuditWalk.Break found = walk(cut, List.of(), new AuditWalk.Known(null, outside)).found();
    assertEquals(41, Objects.requireNonNull(found).entry());
    assertTrue(found.what().contains("entry 45"), found.what());
  }

  @Test
  void aLogWrittenAnewShowsOnlyAgainstACheckpoint() {
    List<AuditEntry> anew = Chains.entries(60).subList(0, 50);
    assertEquals(anew, log);
    AuditEntry last = log.getLast();
    AuditPoint other = new AuditPoint(50, "f" + last.hash().substring(1));
    AuditWalk.Break found = walk(log, List.of(), new AuditWalk.Known(null, other)).found();
    assertEquals(50, Objects.requireNonNull(found).entry());
  }

  @Test
  void aSpoiltCheckpointIsFoundWhateverPartOfItIs() {
    Fact.AuditCheckpoint good = Chains.signed(log.get(19));
    for (String hash : flips(good.hash())) {
      assertEquals(20, breakOf(log, point(20, hash, good.key(), good.signature())));
    }
    for (String key : flips(good.key())) {
      assertEquals(20, breakOf(log, point(20, good.hash(), key, good.signature())), key);
    }
    for (String signature : flips(good.signature())) {
      assertEquals(20, breakOf(log, point(20, good.hash(), good.key(), signature)), signature);
    }
    assertEquals(21, breakOf(log, point(21, good.hash(), good.key(), good.signature())));
  }

  private static Fact.AuditCheckpoint point(
      long entries, String hash, String key, String signature) {
    return new Fact.AuditCheckpoint(entries, hash, key, signature);
  }

  @Test
  void anotherKeyThanTheKnownOneIsFound() {
    AuditWalk.Known known = new AuditWalk.Known("A".repeat(43), null);
    assertNotNull(walk(log, List.of(Chains.signed(log.get(19))), known).found());
  }

  @Test
  void aShortenedLogIsVouchedForByTheCheckpointBeforeIt() {
    List<AuditEntry> rest = log.subList(20, 50);
    Fact.AuditCheckpoint before = Chains.signed(log.get(19));
    assertEquals(0, breakOf(rest, before));
    assertEquals(1, breakOf(rest));
    assertEquals(1, breakOf(log.subList(21, 50), before));
    assertEquals(
        20,
        breakOf(
            rest, point(20, before.hash(), before.key(), Chains.signed(log.get(18)).signature())));
  }
}
