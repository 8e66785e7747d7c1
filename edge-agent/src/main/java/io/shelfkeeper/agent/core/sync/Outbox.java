package io.shelfkeeper.agent.core.sync;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.LaneEnds;
import io.shelfkeeper.agent.core.facts.Mark;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.step.Invariant;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Gives every fact its place: incarnation, lane, number and id. Never holds rows, only the ends of
 * the lanes, so that a month offline costs no memory.
 */
public final class Outbox {
  private final Map<Lane, Ends> lanes = new EnumMap<>(Lane.class);
  private final EventIds ids;
  private final long boot;
  private String incarnation;

  public Outbox(Recovered recovered, EventIds ids) {
    this.ids = ids;
    this.boot = recovered.boot();
    this.incarnation = Objects.requireNonNullElse(recovered.incarnation(), "");
    for (Lane lane : Lane.values()) {
      lanes.put(lane, new Ends(recovered.ends(lane)));
    }
  }

  /** 32 hexadecimal digits; empty before the first one was started. */
  public String incarnation() {
    return incarnation;
  }

  public long boot() {
    return boot;
  }

  public LaneEnds ends(Lane lane) {
    Ends ends = of(lane);
    return new LaneEnds(ends.last, ends.acknowledged);
  }

  /** Highest number given. */
  public long last(Lane lane) {
    return of(lane).last.seq();
  }

  /** Highest number that the backend has. */
  public long acknowledged(Lane lane) {
    return of(lane).acknowledged.seq();
  }

  /** Rows that the backend does not have yet. */
  public long waiting(Lane lane) {
    return last(lane) - acknowledged(lane);
  }

  /** Last number given in each lane, for a state message. */
  public Map<Lane, Long> asOf() {
    Map<Lane, Long> asOf = new EnumMap<>(Lane.class);
    lanes.forEach((lane, ends) -> asOf.put(lane, ends.last.seq()));
    return asOf;
  }

  /** An id for an event whose row follows by {@link #append(String, Moment, Fact, Effects)}. */
  public String newId() {
    return ids.next();
  }

  public void append(Moment at, Fact fact, Effects out) {
    append(newId(), at, fact, out);
  }

  public void append(String id, Moment at, Fact fact, Effects out) {
    Invariant.check(!incarnation.isEmpty(), "a row before the first incarnation");
    Ends ends = of(fact.lane());
    ends.last = new Mark(ends.last.seq() + 1, id);
    out.add(new Effect.Append(fact.lane(), ends.last.seq(), id, boot, at, fact));
  }

  /** The backend has everything up to here. Written down later, see {@link #flush}. */
  public void acknowledge(Lane lane, Mark upTo) {
    Ends ends = of(lane);
    Invariant.check(
        upTo.seq() >= ends.acknowledged.seq() && upTo.seq() <= ends.last.seq(),
        lane.word() + " acknowledged up to " + upTo.seq() + " of " + ends.last.seq());
    ends.acknowledged = upTo;
  }

  /** Rows that the backend has and the journal still keeps. */
  public long unreleased() {
    long sum = 0;
    for (Ends ends : lanes.values()) {
      sum += ends.unreleased();
    }
    return sum;
  }

  /**
   * Lets the journal forget what the backend has. May come late, to share a commit: a mark that is
   * lost in a power cut comes back with the next greeting.
   */
  public void flush(Effects out) {
    lanes.forEach(
        (lane, ends) -> {
          if (ends.unreleased() > 0) {
            out.add(new Effect.Release(lane, ends.acknowledged));
            ends.released = ends.acknowledged.seq();
          }
        });
  }

  /** Begins a new count; what waits is numbered from 1 and keeps its ids. */
  public void startIncarnation(String next, String cause, Moment at, Effects out) {
    flush(out);
    out.add(new Effect.StartIncarnation(next, at));
    String previous = incarnation;
    incarnation = next;
    lanes.values().forEach(Ends::renumber);
    append(at, new Fact.IncarnationStarted(cause, previous.isEmpty() ? null : previous), out);
  }

  private Ends of(Lane lane) {
    return Objects.requireNonNull(lanes.get(lane));
  }

  private static final class Ends {
    private Mark last;
    private Mark acknowledged;
    private long released;

    Ends(LaneEnds found) {
      last = found.last();
      acknowledged = found.acknowledged();
      released = acknowledged.seq();
    }

    long unreleased() {
      return acknowledged.seq() - released;
    }

    void renumber() {
      long waiting = last.seq() - acknowledged.seq();
      last = waiting == 0 ? Mark.NONE : new Mark(waiting, last.id());
      acknowledged = Mark.NONE;
      released = 0;
    }
  }
}
