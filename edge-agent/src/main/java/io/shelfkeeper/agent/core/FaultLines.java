package io.shelfkeeper.agent.core;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.step.Effect;
import org.jspecify.annotations.Nullable;

/**
 * The log's line for a fault: one when it opens, one when it ends, nothing in between; and one for
 * each alarm of doors.
 */
final class FaultLines {
  private FaultLines() {}

  static Effect.@Nullable Notice of(Fact fact) {
    return switch (fact) {
      case Fact.FaultOpened f ->
          new Effect.Notice(
              Effect.Notice.Level.WARNING,
              "Fault opened. device=%s kind=%s. %s %s"
                  .formatted(f.device(), f.kind(), f.what(), f.check()));
      case Fact.FaultClosed f ->
          new Effect.Notice(
              Effect.Notice.Level.INFO,
              "Fault closed. device=%s kind=%s duration_ms=%d count=%d"
                  .formatted(f.device(), f.kind(), f.durationMillis(), f.count()));
      case Fact.DoorForced f ->
          alarm("A door was forced. door=%s lock=%s. Look who is there.", f.door(), f.lock());
      case Fact.DoorHeld f ->
          alarm(
              "A door stays open. door=%s for_ms=%d. Shut it; if it is shut, look at its contact.",
              f.door(), f.heldMillis());
      case Fact.DoorJammed f ->
          alarm(
              "A door did not open. door=%s lock=%s order=%s. Look what holds it, then at its"
                  + " coil.",
              f.door(), f.lock(), f.order());
      case Fact.SensorStuck f ->
          alarm(
              "A contact does not move. door=%s sensor=%s reads=%s. Check the switch and its"
                  + " wires.",
              f.door(), f.sensor(), f.reads());
      case Fact.SupplyLow f ->
          alarm(
              "Pulses silence their board. supply=%s pulses=%d. Check the supply, then the line.",
              f.supply(), f.pulses());
      case Fact.Tampered f ->
          alarm("The device was tampered with. what=%s. Look at the case.", f.what());
      case Fact.CellCalibrated f ->
          new Effect.Notice(
              Effect.Notice.Level.INFO,
              "A cell was calibrated. cell=%s method=%s gain=%.5f"
                  .formatted(f.cell(), f.method(), f.gain()));
      case Fact.WeightLearned f -> learned(f);
      default -> null;
    };
  }

  private static Effect.Notice learned(Fact.WeightLearned f) {
    boolean batch = f.why().equals("new_batch");
    return new Effect.Notice(
        batch ? Effect.Notice.Level.WARNING : Effect.Notice.Level.INFO,
        "%s sku=%s grams=%.1f before=%.1f site=%.1f packages=%d%s"
            .formatted(
                batch
                    ? "Packages weigh something else than before: a new batch?"
                    : "What packages weigh is reckoned with otherwise. why=" + f.why(),
                f.sku(),
                f.grams(),
                f.gramsBefore(),
                f.siteGrams(),
                f.packages(),
                batch ? ". Check whether it is the right product, and its cell." : ""));
  }

  private static Effect.Notice alarm(String format, Object... values) {
    return new Effect.Notice(Effect.Notice.Level.WARNING, "Alarm. " + format.formatted(values));
  }
}
