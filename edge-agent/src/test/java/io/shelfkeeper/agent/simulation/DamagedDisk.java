package io.shelfkeeper.agent.simulation;

import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.LostRange;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.facts.SalvageChunk;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What was set aside: a disk of which some pages cannot be read. Reads as {@code Salvager} does,
 * whose own tests damage real files.
 */
final class DamagedDisk {
  private static final int PAGE_ROWS = 12;

  private final Disk disk;
  private final Set<OutboxRow> unreadable = new HashSet<>();

  /** Lanes whose ends cannot be read either. */
  private final Set<Lane> blank = EnumSet.noneOf(Lane.class);

  /** Reads that fail for a reason that passes. */
  private int busy;

  DamagedDisk(Disk disk, Chance dice) {
    this.disk = disk;
    busy = dice.happens(0.2) ? 1 : 0;
    for (Lane lane : Lane.values()) {
      List<OutboxRow> waiting = List.copyOf(disk.lane(lane).waiting.values());
      if (dice.happens(0.1)) {
        blank.add(lane);
        unreadable.addAll(waiting);
      }
      for (int damages = dice.between(0, 3); damages > 0 && !waiting.isEmpty(); damages--) {
        int from = dice.between(0, waiting.size() - 1);
        int to = Math.min(waiting.size(), from + dice.between(1, PAGE_ROWS));
        unreadable.addAll(waiting.subList(from, to));
      }
    }
  }

  SalvageChunk read(Lane lane, long afterSeq, int limit) {
    if (busy > 0) {
      busy--;
      return SalvageChunk.LATER;
    }
    if (blank.contains(lane)) {
      return SalvageChunk.UNREADABLE;
    }
    long after = Math.max(afterSeq, disk.lane(lane).acknowledged.seq());
    List<OutboxRow> rows = new ArrayList<>();
    boolean cut = false;
    for (OutboxRow row : disk.lane(lane).waiting.tailMap(after, false).values()) {
      cut = unreadable.contains(row);
      if (!cut) {
        rows.add(row);
      }
      if (rows.size() == limit) {
        return new SalvageChunk(rows, after, true, false);
      }
    }
    return new SalvageChunk(rows, after, false, cut);
  }

  /** From now on each read tells what is there. */
  void answer() {
    busy = 0;
  }

  /** What waited there and can be read. */
  Stream<OutboxRow> readable() {
    return waiting().filter(row -> !unreadable.contains(row));
  }

  /** What waited there and cannot be read. */
  Stream<OutboxRow> lost() {
    return unreadable.stream();
  }

  private Stream<OutboxRow> waiting() {
    return disk.lanes.values().stream().flatMap(lane -> lane.waiting.values().stream());
  }

  /** Whether a row is within a range that was told as lost. */
  static boolean isWithin(LostRange range, OutboxRow row) {
    return range.lane() == row.lane()
        && range.from() <= row.seq()
        && (range.to() == 0 || row.seq() <= range.to());
  }
}
