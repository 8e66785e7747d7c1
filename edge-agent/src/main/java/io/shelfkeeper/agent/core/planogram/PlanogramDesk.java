package io.shelfkeeper.agent.core.planogram;

import io.shelfkeeper.agent.core.facts.Count;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.planogram.PlanogramReader.Verdict;
import io.shelfkeeper.agent.core.state.NewestVersion;
import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.state.StateWriter;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.trust.Refusing;
import io.shelfkeeper.agent.core.trust.SignedManifest;
import io.shelfkeeper.agent.core.trust.SignedPlanogram;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes planograms. One waits at most: a newer one takes its place. It comes into force with a
 * start of the agent, and with nothing else: what the shop is built from is never changed under
 * way.
 */
public final class PlanogramDesk {
  static final String VERSION = "planogram/version";
  static final String WAITING = "planogram/waiting";
  static final String FLOOR = "planogram";

  /** The version seen last, if it did not fit: it is not lost then. */
  static final String WITHDRAWN = "planogram/withdrawn";

  private static final int LAYOUT = 1;

  private final PlanogramSetup setup;
  private final NewestVersion newest = new NewestVersion(VERSION, FLOOR, "planogram");
  private final Map<String, byte[]> parts = new HashMap<>();
  private @Nullable PlanogramPlan waiting;

  /** What waits, if all of it is here and it fits; whole or null. */
  private Verdict.@Nullable Fits ready;

  private @Nullable PlanogramPlan active;
  private boolean isLost;

  public PlanogramDesk(PlanogramSetup setup) {
    this.setup = setup;
  }

  /** Takes up what the journal knows; what it should know and does not may come again. */
  public void start(Recovered recovered, Effects out, Consumer<Fact> say) {
    newest.restore(recovered, out);
    active = setup.inForce() == 0 ? null : ActivePlanogram.plan(recovered);
    waiting = waiting(recovered);
    Set<String> wanted = new HashSet<>(waiting == null ? List.of() : waiting.parts());
    recovered
        .states()
        .forEach(
            (key, part) -> {
              String hash = key.replace(ActivePlanogram.PART, "");
              if (wanted.contains(hash) && SignedManifest.hash(part).equals(hash)) {
                parts.put(hash, part);
              }
            });
    isLost =
        newest.isKnown()
            && newest.seen() != withdrawn(recovered.states().get(WITHDRAWN))
            && (active == null || active.version() != newest.seen())
            && (waiting == null || waiting.version() != newest.seen());
    if (!setup.problem().isEmpty()) {
      say(out, setup.problem());
    }
    if (isLost) {
      say(
          out,
          "The planogram, version %d, is not in force: %s holds. Send it again, or a higher one."
              .formatted(newest.seen(), source()));
    }
    PlanogramPlan plan = waiting;
    if (plan != null) {
      look(plan);
      say.accept(staged(plan));
    }
  }

  private static @Nullable PlanogramPlan waiting(Recovered recovered) {
    byte[] state = recovered.states().get(WAITING);
    try {
      return state == null ? null : PlanogramPlan.read(state);
    } catch (StateReader.Unreadable e) {
      return null; // it counts as lost, and may come again
    }
  }

  private static long withdrawn(byte @Nullable [] state) {
    try {
      return state == null ? 0 : new StateReader(state, LAYOUT).number();
    } catch (StateReader.Unreadable e) {
      return 0; // it may come again, and is refused again
    }
  }

  private String source() {
    return setup.inForce() == 0 ? "the site file" : "version " + setup.inForce();
  }

  /**
   * A manifest that an issuer signed.
   *
   * @return whether it was taken
   */
  public boolean announced(
      SignedPlanogram signed, Effects out, Consumer<Fact> say, Refusing refusing) {
    PlanogramPlan plan = PlanogramPlan.of(signed);
    if (plan.isSameAs(waiting)) {
      say.accept(staged(plan)); // whoever asks again may have missed what is missing
      return false;
    }
    if (plan.isSameAs(active)) {
      return false; // the same again: it holds, and that was told
    }
    if (plan.version() < newest.seen() || plan.version() == newest.seen() && !isLost) {
      refusing.refused(
          "planogram/" + plan.version(),
          "old_version",
          "Give the planogram a higher version than " + newest.seen() + ".");
      return false;
    }
    newest.take(plan.version(), out);
    isLost = false;
    waiting = plan;
    ready = null;
    out.add(new Effect.SaveState(WAITING, plan.bytes()));
    keepParts(plan.parts(), out);
    completed(plan, out, say, refusing);
    return true;
  }

  /** Forgets parts of one that waits no more and does not hold either. */
  private void keepParts(List<String> wanted, Effects out) {
    for (String hash : List.copyOf(parts.keySet())) {
      if (!wanted.contains(hash)) {
        parts.remove(hash);
        if (active == null || !active.parts().contains(hash)) {
          out.add(new Effect.DropState(ActivePlanogram.PART + hash));
        }
      }
    }
  }

  /** Whether this is a part that the planogram that waits lacks. */
  public boolean wants(byte[] part) {
    return waiting != null
        && part.length <= SignedManifest.PART_BYTES_MAX
        && waiting.parts().contains(SignedManifest.hash(part));
  }

  /** A part that is wanted. */
  public void arrived(byte[] part, Effects out, Consumer<Fact> say, Refusing refusing) {
    PlanogramPlan plan = waiting;
    String hash = SignedManifest.hash(part);
    if (plan == null || parts.putIfAbsent(hash, part) != null) {
      return;
    }
    out.add(new Effect.SaveState(ActivePlanogram.PART + hash, part));
    if (parts.keySet().containsAll(plan.parts())) {
      completed(plan, out, say, refusing);
    }
  }

  /** All parts may be there now. */
  private void completed(PlanogramPlan plan, Effects out, Consumer<Fact> say, Refusing refusing) {
    String problem = look(plan);
    if (problem.isEmpty()) {
      say.accept(staged(plan));
      return;
    }
    // Its hashes are signed: it was made so, and cannot get better.
    waiting = null;
    out.add(new Effect.DropState(WAITING));
    keepParts(List.of(), out);
    out.add(
        new Effect.SaveState(WITHDRAWN, new StateWriter(LAYOUT).number(plan.version()).bytes()));
    refusing.refused("planogram/" + plan.version(), "does_not_fit", problem);
  }

  /**
   * Reads a planogram whose parts are all here.
   *
   * @return what is wrong with it; empty if nothing is, or it is not whole yet
   */
  private String look(PlanogramPlan plan) {
    if (!parts.keySet().containsAll(plan.parts())) {
      return "";
    }
    return switch (setup.reader().read(plan.parts().stream().map(parts::get).toList())) {
      case Verdict.Fits fits -> {
        ready = fits;
        yield "";
      }
      case Verdict.Unfit unfit -> unfit.what();
    };
  }

  private Fact.PlanogramStaged staged(PlanogramPlan plan) {
    List<Integer> missing =
        IntStream.range(0, plan.parts().size())
            .filter(i -> !parts.containsKey(plan.parts().get(i)))
            .boxed()
            .toList();
    String waits =
        ready == null ? "parts" : plan.apply() == SignedPlanogram.Apply.NOW ? "" : "restock";
    return new Fact.PlanogramStaged(
        plan.version(), plan.apply().word(), plan.parts().size(), missing, waits);
  }

  /**
   * Staff says that a delivery is put up: what waits for that waits no longer, also if the power
   * fails now.
   */
  public void restocked(Effects out) {
    if (waiting != null && ready != null) {
      waiting = new PlanogramPlan(waiting.version(), SignedPlanogram.Apply.NOW, waiting.parts());
      out.add(new Effect.SaveState(WAITING, waiting.bytes()));
    }
  }

  /** What shall come into force now, or null. */
  public Verdict.@Nullable Fits due() {
    return waiting != null && waiting.apply() == SignedPlanogram.Apply.NOW ? ready : null;
  }

  /**
   * Writes down that the next start builds its shop from what is {@link #due}.
   *
   * @param counts what the bays hold, of goods that the planogram has, too
   * @param changed bays that get other goods
   */
  public void apply(List<Count> counts, List<String> changed, Effects out, Consumer<Fact> say) {
    PlanogramPlan plan = waiting;
    if (plan == null) {
      throw new IllegalStateException("no planogram waits");
    }
    out.add(new Effect.SaveState(ActivePlanogram.ACTIVE, plan.bytes()));
    out.add(new Effect.SaveState(ActivePlanogram.COUNTS, ActivePlanogram.bytes(counts)));
    out.add(new Effect.DropState(WAITING));
    List<String> old = new ArrayList<>(active == null ? List.of() : active.parts());
    old.removeAll(plan.parts());
    old.forEach(hash -> out.add(new Effect.DropState(ActivePlanogram.PART + hash)));
    waiting = null;
    ready = null;
    say.accept(new Fact.PlanogramActive(plan.version(), setup.inForce(), changed));
    out.add(
        new Effect.Notice(
            Effect.Notice.Level.INFO,
            "The planogram changes and the agent starts anew. version=%d before=%d changed=%s%s"
                .formatted(
                    plan.version(),
                    setup.inForce(),
                    String.join(",", changed),
                    changed.isEmpty() ? "" : ". Count these bays.")));
  }

  /** Of the planogram in force, 0 for the site file's own. */
  public long version() {
    return setup.inForce();
  }

  private static void say(Effects out, String text) {
    out.add(new Effect.Notice(Effect.Notice.Level.ERROR, text));
  }
}
