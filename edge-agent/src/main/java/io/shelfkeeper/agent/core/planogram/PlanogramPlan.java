package io.shelfkeeper.agent.core.planogram;

import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.state.StateWriter;
import io.shelfkeeper.agent.core.trust.SignedPlanogram;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A planogram as its manifest tells it.
 *
 * @param version from 1 on; only a higher one follows
 * @param parts hashes of its parts, in order
 */
record PlanogramPlan(long version, SignedPlanogram.Apply apply, List<String> parts) {
  private static final int LAYOUT = 1;

  PlanogramPlan {
    parts = List.copyOf(parts);
  }

  static PlanogramPlan of(SignedPlanogram signed) {
    return new PlanogramPlan(signed.version(), signed.apply(), signed.parts());
  }

  /** Whether it says the same, whatever it waits for. */
  boolean isSameAs(@Nullable PlanogramPlan other) {
    return other != null && version == other.version && parts.equals(other.parts);
  }

  byte[] bytes() {
    StateWriter out = new StateWriter(LAYOUT).number(version).number(apply.ordinal());
    out.number(parts.size());
    parts.forEach(out::text);
    return out.bytes();
  }

  /**
   * @throws StateReader.Unreadable if the bytes are none of ours
   */
  static PlanogramPlan read(byte[] state) {
    StateReader in = new StateReader(state, LAYOUT);
    long version = in.number();
    SignedPlanogram.Apply apply = SignedPlanogram.Apply.values()[in.count(1)];
    int count = in.count(SignedPlanogram.PARTS_MAX);
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(in.text());
    }
    return new PlanogramPlan(version, apply, parts);
  }
}
