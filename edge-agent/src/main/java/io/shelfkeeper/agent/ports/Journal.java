package io.shelfkeeper.agent.ports;

import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.step.Effect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The durable record. One writer, one thread.
 *
 * <p>What is impossible breaks an {@link io.shelfkeeper.agent.core.step.Invariant} and writes
 * nothing: a number that does not follow the last of its lane or of the audit log, a release beyond
 * the last number, a row before the first incarnation, an order burned twice, an outcome for one
 * that is not burned or has its outcome.
 */
public interface Journal extends AutoCloseable {
  /**
   * Burned orders that are kept whatever the clock says, the newest: more than a day of one every
   * twenty seconds. Older ones go once they have their outcome and cannot come back as valid.
   */
  int BURNED_KEPT = 5_000;

  /**
   * Opens or makes the journal and counts this start. A damaged one is set aside, never deleted.
   *
   * @throws JournalFailure if it cannot be used, with what to check
   */
  Recovered open();

  /**
   * Writes all or nothing, in order, and returns when it would survive a power cut.
   *
   * <ul>
   *   <li>{@code Release}: rows up to the mark go, the mark stays; one that is behind what was
   *       released before changes nothing.
   *   <li>{@code Park}: a copy of the row is kept for people. The row stays in its lane until its
   *       release, so that a lane never has a hole. Parking it again, or later, changes nothing.
   *   <li>{@code StartIncarnation}: waiting rows become 1, 2, 3 ... of the new count in their order
   *       and keep their ids; nothing counts as acknowledged.
   *   <li>{@code Append} of an {@code AuditCheckpoint}: the point is also kept beside the audit
   *       log, and counts as acknowledged when its row is released, in whatever count.
   * </ul>
   *
   * @throws JournalFailure of kind {@code FULL} if nothing was written and it may be tried again;
   *     of any other kind if it cannot be known: the journal then refuses all further use
   */
  void commit(List<Effect.Durable> effects);

  /**
   * Waiting rows of a lane from a number on, in order and without a hole; from the first waiting
   * one if the number is lower.
   */
  List<OutboxRow> rows(Lane lane, long fromSeq, int limit);

  @Override
  void close();

  /** The journal cannot do its duty. Nothing may move any more. */
  final class JournalFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What the loop may do about it. */
    public enum Kind {
      FULL,
      IN_USE,
      NEWER_SCHEMA,
      BROKEN
    }

    private final Kind kind;

    public JournalFailure(Kind kind, String message, @Nullable Throwable cause) {
      super(message, cause);
      this.kind = kind;
    }

    public Kind kind() {
      return kind;
    }
  }
}
