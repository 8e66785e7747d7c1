package io.shelfkeeper.agent.simulation;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.LostRange;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must hold of journals that were damaged: each row that can be read is brought home, each
 * other one is told as lost, and no row is both. Knows which is which, unlike the agent.
 */
final class SalvagePromises {
  /** By the name of the folder. */
  private final Map<String, DamagedDisk> damaged = new LinkedHashMap<>();

  /** Ids of all rows that could not be read in any of them. */
  private final Set<String> lost = new HashSet<>();

  private final Map<String, List<LostRange>> ended = new LinkedHashMap<>();

  // For the present data directory.
  private final Set<OutboxRow> brought = new HashSet<>();
  private final Set<String> endedHere = new HashSet<>();

  /** Rows that were brought home, in all. */
  int rows;

  /** A journal is set aside, and another one begun. */
  void setAside(String folder, DamagedDisk disk) {
    damaged.put(folder, disk);
    disk.lost().map(OutboxRow::id).forEach(lost::add);
    brought.clear();
    endedHere.clear();
  }

  /** Nothing hinders a read any more. */
  void clearUp() {
    damaged.values().forEach(DamagedDisk::answer);
  }

  boolean happened() {
    return !damaged.isEmpty();
  }

  int journals() {
    return damaged.size();
  }

  /** Ranges that were told as lost, in all. */
  int ranges() {
    return ended.values().stream().mapToInt(List::size).sum();
  }

  /** Ids of rows that may never arrive, as long as they are told. */
  Set<String> lost() {
    return lost;
  }

  /** Before a row that was brought home is written again. */
  void brought(String id, Fact.Salvaged salvaged) {
    OutboxRow row = salvaged.row();
    rows++;
    // What was brought from one journal into another that is damaged later comes from both.
    Broken.unless(brought.add(row), "%s was brought home twice", row);
    Broken.unless(row.id().equals(id), "%s was brought home as %s", row.id(), id);
    Broken.unless(
        damaged.values().stream().flatMap(DamagedDisk::readable).anyMatch(row::equals),
        "%s was brought home and cannot be read anywhere",
        row);
  }

  /** Before it is written that all of a journal was told. */
  void ended(Fact.SalvageEnded end) {
    DamagedDisk disk = damaged.get(end.folder());
    Broken.unless(disk != null && endedHere.add(end.folder()), "%s ended twice", end.folder());
    ended.put(end.folder(), end.lost());
    if (disk != null) {
      disk.readable()
          .forEach(
              row ->
                  Broken.unless(
                      end.lost().stream().noneMatch(range -> DamagedDisk.isWithin(range, row)),
                      "%s/%d can be read and is told as lost",
                      row.lane(),
                      row.seq()));
    }
  }

  /** What is not well in the end; empty if all is. */
  String disagreement() {
    for (Map.Entry<String, DamagedDisk> one : damaged.entrySet()) {
      List<LostRange> told = ended.get(one.getKey());
      if (told == null) {
        return "journal " + one.getKey() + " was set aside and nobody has finished it";
      }
      List<OutboxRow> untold =
          one.getValue()
              .lost()
              .filter(row -> told.stream().noneMatch(range -> DamagedDisk.isWithin(range, row)))
              .toList();
      if (!untold.isEmpty()) {
        return "lost with journal " + one.getKey() + " and not told: " + untold;
      }
    }
    return "";
  }
}
