package io.shelfkeeper.agent.core.fleet;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.state.StateWriter;
import io.shelfkeeper.agent.core.step.Status;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What does not work at the moment. A fault is told once when it opens and once when it ends, over
 * restarts too: one that was open when the agent died is inherited, and ends when its device
 * answers.
 */
public final class Faults {
  /** A device that is still broken says so again well within this time after a start. */
  static final long INHERITED_NANOS = 300 * Moment.NANOS_PER_SECOND;

  private static final int VERSION = 1;
  private static final int OPEN_MAX = 4096;

  private final Map<Key, Open> open = new LinkedHashMap<>();
  private long startNanos;
  private int inherited;
  private boolean changed;

  private record Key(String device, String kind) {}

  /**
   * @param before whether it was opened before this start: then only the wall part of {@code since}
   *     means anything
   * @param inherited opened before, and nobody has said since that it still is
   */
  private record Open(Trouble trouble, Moment since, boolean before, boolean inherited) {}

  public void start(Moment now) {
    startNanos = now.nanos();
  }

  /** Something does not work; says so unless it is known. */
  public void failed(Moment now, Trouble trouble, Consumer<Fact> say) {
    Key key = new Key(trouble.device(), trouble.kind());
    Open known = open.get(key);
    if (known != null) {
      inherited -= known.inherited ? 1 : 0;
      open.put(key, new Open(trouble, known.since, known.before, false));
      return;
    }
    open.put(key, new Open(trouble, now, false, false));
    changed = true;
    say.accept(
        new Fact.FaultOpened(
            trouble.device(),
            trouble.kind(),
            trouble.what(),
            trouble.check(),
            trouble.exchanges()));
  }

  /** It works again; says so if it was known not to. */
  public void ended(Moment now, String device, String kind, long count, Consumer<Fact> say) {
    Open was = open.remove(new Key(device, kind));
    if (was != null) {
      inherited -= was.inherited ? 1 : 0;
      changed = true;
      say.accept(new Fact.FaultClosed(device, kind, millis(was, now), count));
    }
  }

  public boolean isOpen(String device, String kind) {
    return open.containsKey(new Key(device, kind));
  }

  /** Whether it is known why this cell is not weighed. */
  public boolean blinds(int cell) {
    return open.values().stream().anyMatch(fault -> fault.trouble.cells().contains(cell));
  }

  /** A device answered: what was inherited of it is over. */
  public void answered(Moment now, String device, Consumer<Fact> say) {
    if (inherited > 0) {
      endInherited(now, trouble -> trouble.device().equals(device), say);
    }
  }

  /** A cell was weighed: whatever kept it from that before the start is over. */
  public void weighed(Moment now, int cell, Consumer<Fact> say) {
    if (inherited > 0) {
      endInherited(now, trouble -> trouble.cells().contains(cell), say);
    }
  }

  /** Ends what was inherited and never seen again. */
  public void tick(Moment now, Consumer<Fact> say) {
    if (inherited > 0 && now.nanos() - startNanos >= INHERITED_NANOS) {
      endInherited(now, trouble -> true, say);
    }
  }

  private void endInherited(Moment now, Predicate<Trouble> over, Consumer<Fact> say) {
    open.values().stream()
        .filter(fault -> fault.inherited && over.test(fault.trouble))
        .map(Open::trouble)
        .toList()
        .forEach(trouble -> ended(now, trouble.device(), trouble.kind(), 1, say));
  }

  /** What is open, the oldest first. */
  public List<Status.OpenFault> list(Moment now) {
    List<Status.OpenFault> list = new ArrayList<>();
    for (Open fault : open.values()) {
      Trouble trouble = fault.trouble;
      list.add(
          new Status.OpenFault(
              trouble.device(),
              trouble.kind(),
              trouble.what(),
              trouble.check(),
              millis(fault, now)));
    }
    return list;
  }

  /** Whether {@link #state} has to be written again. */
  public boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }

  public byte[] state() {
    StateWriter writer = new StateWriter(VERSION).number(open.size());
    for (Open fault : open.values()) {
      Trouble trouble = fault.trouble;
      writer
          .text(trouble.device())
          .text(trouble.kind())
          .text(trouble.what())
          .text(trouble.check())
          .number(fault.since.wallMillis())
          .number(fault.since.clock() == ClockTrust.TRUSTED ? 1 : 0)
          .number(trouble.cells().size());
      trouble.cells().forEach(writer::number);
    }
    return writer.bytes();
  }

  /**
   * Goes on from what {@link #state} said before a restart.
   *
   * @throws StateReader.Unreadable if the bytes are none of ours; then nothing was changed
   */
  public void restore(byte[] state) {
    StateReader reader = new StateReader(state, VERSION);
    Map<Key, Open> found = new LinkedHashMap<>();
    for (int left = reader.count(OPEN_MAX); left > 0; left--) {
      Open fault = read(reader);
      found.put(new Key(fault.trouble.device(), fault.trouble.kind()), fault);
    }
    open.putAll(found);
    inherited = found.size();
  }

  private static Open read(StateReader reader) {
    String device = reader.text();
    String kind = reader.text();
    String what = reader.text();
    String check = reader.text();
    long wall = reader.number();
    ClockTrust clock = reader.number() == 1 ? ClockTrust.TRUSTED : ClockTrust.UNKNOWN;
    List<Integer> cells = new ArrayList<>();
    for (int left = reader.count(OPEN_MAX); left > 0; left--) {
      cells.add((int) reader.number());
    }
    Trouble trouble = new Trouble(device, kind, what, check, List.of(), cells);
    return new Open(trouble, new Moment(wall, 0, clock), true, true);
  }

  /** Of an older fault only the wall clock saw the start; if it cannot be believed, ours. */
  private long millis(Open fault, Moment now) {
    Moment since = fault.since;
    boolean walls = since.clock() == ClockTrust.TRUSTED && now.clock() == ClockTrust.TRUSTED;
    if (fault.before && walls && now.wallMillis() >= since.wallMillis()) {
      return now.wallMillis() - since.wallMillis();
    }
    return (now.nanos() - (fault.before ? startNanos : since.nanos())) / Moment.NANOS_PER_MILLI;
  }
}
