package io.shelfkeeper.agent.core.fleet;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Samples that were thrown away because the loop was too slow, one fault for each bus and spell.
 * Never silent: a gap in the weights is where goods go unseen.
 */
public final class Losses {
  static final String KIND = "samples_lost";
  static final long QUIET_NANOS = 60 * Moment.NANOS_PER_SECOND;

  private final Faults faults;
  private final Map<String, Spell> spells = new LinkedHashMap<>();

  private record Spell(long count, long lastNanos) {}

  public Losses(Faults faults) {
    this.faults = faults;
  }

  /**
   * @param bus the bus as faults name it, such as {@code bus/fridge}
   */
  public void lost(Moment now, String bus, long count, Consumer<Fact> say) {
    Spell known = spells.getOrDefault(bus, new Spell(0, 0));
    spells.put(bus, new Spell(known.count + count, now.nanos()));
    String what = "Weights of " + bus + " came faster than they could be handled and were dropped.";
    String check = "Look for another program that uses the processor or the disk.";
    faults.failed(now, Trouble.of(bus, KIND, what, check), say);
  }

  /** Ends a spell after a minute without a loss. */
  public void tick(Moment now, Consumer<Fact> say) {
    List<String> over = new ArrayList<>();
    spells.forEach(
        (bus, spell) -> {
          if (now.nanos() - spell.lastNanos >= QUIET_NANOS) {
            over.add(bus);
            faults.ended(now, bus, KIND, spell.count, say);
          }
        });
    over.forEach(spells::remove);
  }
}
