package io.shelfkeeper.agent.core.planogram;

import io.shelfkeeper.agent.core.facts.Count;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The planogram that the journal says is in force: what a start builds its shop from.
 *
 * @param version from 1 on
 * @param parts in the order of its manifest
 * @param counts what the bays held when it came into force, of goods that it has, too
 */
public record ActivePlanogram(long version, List<byte[]> parts, List<Count> counts) {
  static final String ACTIVE = "planogram/active";
  static final String COUNTS = "planogram/counts";
  static final String PART = "planogram/part/";

  private static final int LAYOUT = 1;
  private static final int COUNTS_MAX = 100_000;

  public ActivePlanogram {
    parts = List.copyOf(parts);
    counts = List.copyOf(counts);
  }

  /**
   * What the journal has, whole.
   *
   * @return null if there is none, or something of it is missing or damaged
   */
  public static @Nullable ActivePlanogram of(Recovered recovered) {
    PlanogramPlan plan = plan(recovered);
    byte[] counts = recovered.states().get(COUNTS);
    if (plan == null || counts == null) {
      return null;
    }
    List<byte[]> parts = new ArrayList<>();
    for (String hash : plan.parts()) {
      byte[] part = recovered.states().get(PART + hash);
      if (part == null) {
        return null;
      }
      parts.add(part);
    }
    try {
      return new ActivePlanogram(plan.version(), parts, counts(counts));
    } catch (StateReader.Unreadable e) {
      return null;
    }
  }

  /** What its manifest said, or null. */
  static @Nullable PlanogramPlan plan(Recovered recovered) {
    byte[] state = recovered.states().get(ACTIVE);
    try {
      return state == null ? null : PlanogramPlan.read(state);
    } catch (StateReader.Unreadable e) {
      return null;
    }
  }

  static byte[] bytes(List<Count> counts) {
    StateWriter out = new StateWriter(LAYOUT).number(counts.size());
    counts.forEach(count -> out.text(count.bay()).text(count.sku()).number(count.count()));
    return out.bytes();
  }

  private static List<Count> counts(byte[] state) {
    StateReader in = new StateReader(state, LAYOUT);
    List<Count> counts = new ArrayList<>();
    for (int left = in.count(COUNTS_MAX); left > 0; left--) {
      counts.add(new Count(in.text(), in.text(), (int) in.number(), 0));
    }
    return counts;
  }
}
