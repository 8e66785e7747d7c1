package io.shelfkeeper.agent.core;

import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.sync.Outbox;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Questions of people on this machine that wait for the journal: only it knows how old the oldest
 * waiting row of each lane is. Never holds more questions than a few; the rest is told at once.
 */
final class StatusDesk {
  private static final int WAITING_MAX = 16;

  private final Outbox outbox;
  private final List<Long> waiting = new ArrayList<>();
  private final Set<Lane> missing = EnumSet.noneOf(Lane.class);
  private final Map<Lane, Long> ages = new EnumMap<>(Lane.class);

  StatusDesk(Outbox outbox) {
    this.outbox = outbox;
  }

  /** A question; the journal is asked for what is not known. */
  void asked(long token, Effects out) {
    if (waiting.size() == WAITING_MAX) {
      return;
    }
    waiting.add(token);
    for (Lane lane : Lane.values()) {
      if (outbox.waiting(lane) > 0 && missing.add(lane)) {
        out.add(new Effect.ReadRows(lane, outbox.acknowledged(lane) + 1, 1));
      }
    }
  }

  /** Any answer about a lane will do: it begins with the oldest row, or with a younger one. */
  void read(Moment now, Input.RowsRead input) {
    if (missing.remove(input.lane()) && !input.rows().isEmpty()) {
      ages.put(input.lane(), millis(input.rows().getFirst(), now));
    }
  }

  /** Age of the oldest waiting row as far as it was read, 0 if none waits. */
  long ageMillis(Lane lane) {
    return outbox.waiting(lane) == 0 ? 0 : ages.getOrDefault(lane, 0L);
  }

  /** Questions that can be answered now; they count as answered. */
  List<Long> takeAnswerable() {
    if (!missing.isEmpty() || waiting.isEmpty()) {
      return List.of();
    }
    List<Long> tokens = List.copyOf(waiting);
    waiting.clear();
    return tokens;
  }

  private long millis(OutboxRow row, Moment now) {
    long age =
        row.boot() == outbox.boot()
            ? now.monotonicMillis() - row.at().monotonicMillis()
            : now.wallMillis() - row.at().wallMillis();
    return Math.max(0, age);
  }
}
