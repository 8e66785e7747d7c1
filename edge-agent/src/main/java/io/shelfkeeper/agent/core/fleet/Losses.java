package io.shelfkeeper.agent.core.fleet;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.state.StateWriter;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What was thrown away because there was no time or no room for it, one fault for each kind and
 * spell, over restarts too. Never silent: a gap in the weights is where goods go unseen.
 */
public final class Losses {
  /** Kind of the fault of telemetry for which there was no room. */
  public static final String ROWS_DROPPED = "rows_dropped";

  static final long QUIET_NANOS = 60 * Moment.NANOS_PER_SECOND;

  /**
   * A count is written at least this often; a process that is killed takes the rest with it. With
   * what is written anyway it goes at once.
   */
  static final long SAVE_NANOS = 10 * Moment.NANOS_PER_SECOND;

  private static final int VERSION = 1;
  private static final int SPELLS_MAX = 256;

  private final Faults faults;
  private final Map<Key, Spell> spells = new LinkedHashMap<>();
  private boolean changed;
  private long savedNanos;

  private record Key(String device, String kind) {}

  private record Spell(long count, long lastNanos) {}

  public Losses(Faults faults) {
    this.faults = faults;
  }

  /**
   * Samples that were dropped because the loop was too slow.
   *
   * @param bus the bus as faults name it, such as {@code bus/fridge}
   */
  public static Trouble ofBus(String bus) {
    return Trouble.of(
        bus,
        "samples_lost",
        "Weights of " + bus + " came faster than they could be handled and were dropped.",
        "Look for another program that uses the processor or the disk.");
  }

  /** Loses some. The fault says why by the last of them. */
  public void lost(Moment now, Trouble trouble, long count, Consumer<Fact> say) {
    Key key = new Key(trouble.device(), trouble.kind());
    Spell known = spells.getOrDefault(key, new Spell(0, 0));
    spells.put(key, new Spell(known.count + count, now.nanos()));
    changed = true;
    faults.failed(now, trouble, say);
  }

  /** Ends a spell after a minute without a loss. */
  public void tick(Moment now, Consumer<Fact> say) {
    List<Key> over = new ArrayList<>();
    spells.forEach(
        (key, spell) -> {
          if (now.nanos() - spell.lastNanos >= QUIET_NANOS) {
            over.add(key);
            faults.ended(now, key.device, key.kind, spell.count, say);
          }
        });
    over.forEach(spells::remove);
    changed |= !over.isEmpty();
  }

  /**
   * Whether {@link #state} has to be written now.
   *
   * @param anyway whether something else is written in this step
   */
  public boolean takeChanged(Moment now, boolean anyway) {
    if (!changed || !anyway && now.nanos() - savedNanos < SAVE_NANOS) {
      return false;
    }
    changed = false;
    savedNanos = now.nanos();
    return true;
  }

  public byte[] state() {
    StateWriter writer = new StateWriter(VERSION).number(spells.size());
    spells.forEach((key, spell) -> writer.text(key.device).text(key.kind).number(spell.count));
    return writer.bytes();
  }

  /**
   * Counts on from what {@link #state} said before a restart; a minute without a loss begins now.
   *
   * @throws StateReader.Unreadable if the bytes are none of ours; then nothing was changed
   */
  public void restore(Moment now, byte[] state) {
    StateReader reader = new StateReader(state, VERSION);
    Map<Key, Spell> found = new LinkedHashMap<>();
    for (int left = reader.count(SPELLS_MAX); left > 0; left--) {
      Key key = new Key(reader.text(), reader.text());
      found.put(key, new Spell(reader.number(), now.nanos()));
    }
    spells.putAll(found);
  }
}
