package io.shelfkeeper.agent.core;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.step.Effect;
import org.jspecify.annotations.Nullable;

/** The log's line for a fault: one when it opens, one when it ends, nothing in between. */
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
      default -> null;
    };
  }
}
