package io.shelfkeeper.drivers.tag.oepl;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * Who is in the node's table of 250 and who waits for a place. Those that have a place already come
 * first: an announcement for them replaces what is there.
 */
final class OeplTable {
  /** Entries of firmware 001F. */
  static final int PLACES = 250;

  private final SequencedSet<OeplTag> placed = new LinkedHashSet<>();
  private final SequencedSet<OeplTag> toReplace = new LinkedHashSet<>();
  private final SequencedSet<OeplTag> waiting = new LinkedHashSet<>();
  private final SequencedSet<OeplTag> toClear = new LinkedHashSet<>();

  /** Its picture shall be announced when it is its turn. */
  void queue(OeplTag tag) {
    if (tag.entry != null) {
      toReplace.add(tag);
    } else {
      waiting.add(tag);
    }
  }

  /** Its picture shall be announced before that of all others. */
  void queueFirst(OeplTag tag) {
    if (tag.entry != null) {
      toReplace.addFirst(tag);
    } else {
      waiting.addFirst(tag);
    }
  }

  /** Its entry shall be taken out of the table, also if it is not known to have one. */
  void queueClear(OeplTag tag) {
    toClear.add(tag);
  }

  /** Nothing shall be announced for it. */
  void unqueue(OeplTag tag) {
    toReplace.remove(tag);
    waiting.remove(tag);
  }

  /** The next tag whose entry is to be taken out. */
  @Nullable OeplTag pollClear() {
    return toClear.isEmpty() ? null : toClear.removeFirst();
  }

  /**
   * The next tag whose picture is to be announced, null if there is none or no room.
   *
   * @param room whether the node takes new entries
   */
  @Nullable OeplTag poll(boolean room) {
    if (!toReplace.isEmpty()) {
      return toReplace.removeFirst();
    }
    boolean fits = room && placed.size() < PLACES;
    return fits && !waiting.isEmpty() ? waiting.removeFirst() : null;
  }

  /** Whether {@link #poll} or {@link #pollClear} would give a tag. */
  boolean hasNext(boolean room) {
    return !toClear.isEmpty()
        || !toReplace.isEmpty()
        || room && placed.size() < PLACES && !waiting.isEmpty();
  }

  /** The node has taken an announcement. */
  void enter(OeplTag tag, OeplTag.Wanted entry) {
    tag.entry = entry;
    placed.add(tag);
    toClear.remove(tag);
    if (waiting.remove(tag)) {
      toReplace.add(tag);
    }
  }

  /** The node has let go of the entry. */
  void leave(OeplTag tag) {
    tag.entry = null;
    placed.remove(tag);
    if (toReplace.remove(tag)) {
      waiting.addFirst(tag);
    }
  }

  /**
   * The table is empty, or not to be relied on: all that had a place queue again, before others.
   */
  void forget() {
    List<OeplTag> again = new ArrayList<>(placed);
    toReplace.clear();
    toClear.clear();
    for (OeplTag tag : again.reversed()) {
      leave(tag);
      if (tag.wanted != null) {
        waiting.addFirst(tag);
      }
    }
  }

  int places() {
    return placed.size();
  }
}
