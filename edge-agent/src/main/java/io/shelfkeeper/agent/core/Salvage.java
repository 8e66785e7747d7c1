package io.shelfkeeper.agent.core;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.LostRange;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.facts.SalvageChunk;
import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.state.StateWriter;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.sync.Outbox;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings home what still waited in journals that were set aside as damaged: a few rows at a time,
 * and only while next to nothing else waits. How far it has come is written in the same commit as
 * the rows, which keep their ids; so a crash repeats nothing, and even a lost state counts nothing
 * twice.
 */
final class Salvage {
  static final String STATE = "salvage";

  /** Rows in one step. */
  static final int ROWS = 50;

  /** Live rows of telemetry that may wait while more is brought. */
  private static final long WAITING_MAX = 100;

  /** Ranges told in one lane; further ones join the last. */
  private static final int RANGES_MAX = 100;

  private static final int VERSION = 1;

  // For the process.
  private final Outbox outbox;
  private final Deque<String> folders;

  // For this folder.
  private Lane lane = Lane.values()[0];
  private long after;
  private long rows;
  private String incarnation = "";
  private final List<LostRange> lost = new ArrayList<>();
  private boolean ended;
  private boolean asked;

  /**
   * @param folders names of the folders that nobody has finished, oldest first
   */
  Salvage(Outbox outbox, List<String> folders) {
    this.outbox = outbox;
    this.folders = new ArrayDeque<>(folders);
  }

  /**
   * Goes on where an earlier start ended, if it was about the same folder.
   *
   * @throws StateReader.Unreadable if the bytes are none of ours; then nothing was changed
   */
  void restore(byte[] state) {
    StateReader reader = new StateReader(state, VERSION);
    if (!reader.text().equals(folders.peekFirst())) {
      return;
    }
    Lane foundLane = Lane.values()[reader.count(Lane.values().length - 1)];
    long foundAfter = reader.number();
    long foundRows = reader.number();
    String foundIncarnation = reader.text();
    boolean foundEnded = reader.number() == 1;
    List<LostRange> foundLost = new ArrayList<>();
    for (int left = reader.count(RANGES_MAX * Lane.values().length); left > 0; left--) {
      Lane of = Lane.values()[reader.count(Lane.values().length - 1)];
      foundLost.add(new LostRange(of, reader.number(), reader.number()));
    }
    lane = foundLane;
    after = foundAfter;
    rows = foundRows;
    incarnation = foundIncarnation;
    ended = foundEnded;
    lost.addAll(foundLost);
  }

  private byte[] state(String folder) {
    StateWriter writer = new StateWriter(VERSION);
    writer.text(folder).number(lane.ordinal()).number(after).number(rows).text(incarnation);
    writer.number(ended ? 1 : 0).number(lost.size());
    for (LostRange range : lost) {
      writer.number(range.lane().ordinal()).number(range.from()).number(range.to());
    }
    return writer.bytes();
  }

  /** Asks for more if it is time. */
  void tick(boolean online, Effects out) {
    String folder = folders.peekFirst();
    if (folder == null || asked) {
      return;
    }
    if (ended) {
      close(folder, out);
      return;
    }
    boolean calm = true;
    for (Lane live : Lane.values()) {
      calm &= outbox.waiting(live) < WAITING_MAX;
    }
    if (online && calm) {
      asked = true;
      out.add(new Effect.ReadSalvage(folder, lane, after, ROWS));
    }
  }

  void read(Moment now, Input.SalvageRead input, Effects out) {
    String folder = folders.peekFirst();
    if (!asked || folder == null || !folder.equals(input.folder()) || input.lane() != lane) {
      return;
    }
    asked = false;
    SalvageChunk chunk = input.chunk();
    if (chunk.unreadableNow()) {
      folders.clear(); // the next start tries again
      return;
    }
    long first = Math.max(after, chunk.after()) + 1;
    long expected = first;
    for (OutboxRow row : chunk.rows()) {
      if (row.seq() < expected) {
        continue; // no number may stand twice, and none may lead back
      }
      if (row.from() > expected) {
        lose(expected, row.from() - 1);
      }
      expected = row.seq() + 1;
      incarnation = row.incarnation();
      rows++;
      outbox.append(row.id(), now, new Fact.Salvaged(row), out);
    }
    after = expected - 1;
    boolean stuck = chunk.more() && expected == first;
    if (!chunk.more() || stuck) {
      if (chunk.cut() || stuck) {
        lose(expected, 0);
      }
      endLane(now, folder, out);
    }
    out.add(new Effect.SaveState(STATE, state(folder)));
    if (ended) {
      close(folder, out);
    }
  }

  private void lose(long from, long to) {
    LostRange last = lost.isEmpty() ? null : lost.getLast();
    long told = lost.stream().filter(range -> range.lane() == lane).count();
    if (last != null && told == RANGES_MAX) {
      lost.set(lost.size() - 1, new LostRange(lane, last.from(), to));
    } else {
      lost.add(new LostRange(lane, from, to));
    }
  }

  private void endLane(Moment now, String folder, Effects out) {
    int next = lane.ordinal() + 1;
    after = 0;
    if (next < Lane.values().length) {
      lane = Lane.values()[next];
      return;
    }
    ended = true;
    outbox.append(now, new Fact.SalvageEnded(folder, known(), rows, lost), out);
  }

  private @Nullable String known() {
    return incarnation.isEmpty() ? null : incarnation;
  }

  private void close(String folder, Effects out) {
    out.add(new Effect.EndSalvage(folder));
    folders.removeFirst();
    lane = Lane.values()[0];
    after = 0;
    rows = 0;
    incarnation = "";
    lost.clear();
    ended = false;
  }
}
