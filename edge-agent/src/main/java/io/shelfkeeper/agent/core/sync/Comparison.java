package io.shelfkeeper.agent.core.sync;

import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.Mark;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.step.Input;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The backend's marks that wait for judgement, and the ids that the journal is asked for to judge
 * them. Never holds more than one mark of a lane: a higher one says all that a lower one said.
 */
final class Comparison {
  private final Map<Lane, Mark> marks = new EnumMap<>(Lane.class);
  private final Map<Lane, Long> asked = new EnumMap<>(Lane.class);
  private final Map<Lane, Mark> found = new EnumMap<>(Lane.class);
  private final Set<Input.Rejection> rejections = new LinkedHashSet<>();
  private boolean greeting;

  /** Ids that are still in memory. */
  interface Ids {
    @Nullable String at(Lane lane, long seq);
  }

  /** What came of it. */
  sealed interface Outcome {
    record Fits() implements Outcome {}

    /**
     * One lane has more than before and another has less than it acknowledged: that is no old
     * answer, the backend has forgotten something.
     */
    record Doubtful() implements Outcome {}

    /**
     * @param cause why a new incarnation has to begin, in the contract's word
     */
    record Misfit(String cause, Map<Lane, Place> places) implements Outcome {}

    record Place(long backendSeq, long ownSeq) {}
  }

  /**
   * @param answer whether this is the answer to a greeting: then all lanes are judged, a missing
   *     mark is none, and a mark below what was acknowledged means that the backend has forgotten
   */
  void begin(Input.Acknowledged input, boolean answer) {
    if (answer) {
      clear();
      greeting = true;
    }
    for (Lane lane : Lane.values()) {
      Mark mark = answer ? input.marks().getOrDefault(lane, Mark.NONE) : input.marks().get(lane);
      Mark before = marks.get(lane);
      if (mark != null && (before == null || mark.seq() >= before.seq())) {
        marks.put(lane, mark);
      }
    }
    rejections.addAll(input.rejected());
  }

  void clear() {
    marks.clear();
    asked.clear();
    found.clear();
    rejections.clear();
    greeting = false;
  }

  boolean isEmpty() {
    return marks.isEmpty();
  }

  /** A row of the journal; one that is missing has no id, which fits no mark. */
  void lookedUp(Input.RowsRead input) {
    Long seq = asked.get(input.lane());
    if (seq != null && seq == input.fromSeq()) {
      boolean there = !input.rows().isEmpty() && input.rows().getFirst().seq() == seq;
      found.put(input.lane(), new Mark(seq, there ? input.rows().getFirst().id() : ""));
    }
  }

  /**
   * @return whether every mark can be judged; if not, the journal was asked
   */
  boolean judge(Outbox outbox, Ids ids, Effects out) {
    boolean complete = true;
    for (Map.Entry<Lane, Mark> entry : marks.entrySet()) {
      Lane lane = entry.getKey();
      long seq = entry.getValue().seq();
      if (verdict(outbox, ids, lane, entry.getValue()) == Watermarks.Verdict.LOOK_UP) {
        complete = false;
        Long before = asked.put(lane, seq);
        if (before == null || before != seq) {
          out.add(new Effect.ReadRows(lane, seq, 1));
        }
      }
    }
    return complete;
  }

  /** Takes over what fits. Only after {@link #judge} said that nothing is missing. */
  Outcome finish(Outbox outbox, Ids ids, Effects out) {
    Map<Lane, Outcome.Place> places = new EnumMap<>(Lane.class);
    String cause = "backend_behind";
    boolean ahead = false;
    boolean behind = false;
    for (Map.Entry<Lane, Mark> entry : marks.entrySet()) {
      Lane lane = entry.getKey();
      Mark mark = entry.getValue();
      switch (verdict(outbox, ids, lane, mark)) {
        case SAME -> {}
        case AHEAD -> {
          ahead = true;
          takeOver(outbox, lane, mark, out);
        }
        case LOOK_UP -> throw new IllegalStateException("a mark was not looked up");
        case JOURNAL_RESTORED -> {
          cause = "rolled_back";
          places.put(lane, new Outcome.Place(mark.seq(), outbox.last(lane)));
        }
        case BEHIND -> {
          behind = true;
          if (greeting) {
            places.put(lane, new Outcome.Place(mark.seq(), outbox.acknowledged(lane)));
          }
        }
      }
    }
    clear();
    if (!places.isEmpty()) {
      return new Outcome.Misfit(cause, places);
    }
    return ahead && behind ? new Outcome.Doubtful() : new Outcome.Fits();
  }

  private Watermarks.Verdict verdict(Outbox outbox, Ids ids, Lane lane, Mark mark) {
    Mark looked = found.get(lane);
    String idThere =
        looked != null && looked.seq() == mark.seq() ? looked.id() : ids.at(lane, mark.seq());
    return Watermarks.judge(outbox.ends(lane), mark, idThere);
  }

  /** An id that fits vouches for all before it, so rejections up to the mark mean our rows. */
  private void takeOver(Outbox outbox, Lane lane, Mark mark, Effects out) {
    int parked = 0;
    String first = "";
    for (Input.Rejection row : rejections) {
      boolean waits = row.seq() > outbox.acknowledged(lane) && row.seq() <= mark.seq();
      if (row.lane() == lane && waits) {
        out.add(new Effect.Park(lane, row.seq(), row.why()));
        first = parked++ == 0 ? "row " + row.seq() + ": " + clip(row.why()) : first;
      }
    }
    if (parked > 0) {
      out.add(
          new Effect.Notice(
              Effect.Notice.Level.ERROR,
              "The backend refuses for good "
                  + parked
                  + " rows of lane "
                  + lane.word()
                  + " ("
                  + first
                  + "). They are set aside in the journal. "
                  + "Check that backend and agent speak the same version of the contract."));
    }
    outbox.acknowledge(lane, mark);
  }

  /** What others wrote goes into our log short and without control characters. */
  private static String clip(String text) {
    StringBuilder clean = new StringBuilder();
    text.codePoints()
        .limit(120)
        .map(point -> Character.isISOControl(point) ? ' ' : point)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }
}
