package io.shelfkeeper.agent.ports;

import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.facts.SalvageChunk;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Input.Shortage;
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
   * Whether the file system is full and the journal lives on its reserve: then only what must never
   * be dropped is to be committed. Looks each time whether there is room again.
   */
  boolean isShort();

  /**
   * Whether there is so little room, or waits so much more than is to be kept, that rows of
   * telemetry have to go. Not looked at each time.
   */
  boolean lacksRoom();

  /**
   * Makes some room where it lacks: rows of telemetry go as {@link
   * io.shelfkeeper.agent.core.sync.Shedding} says, a few thousand at a time, and in the same
   * transaction the row that says so takes the place of the last of them. Ends and marks of the
   * lane stay what they are. Whatever counts as acknowledged should have been released before: what
   * is still there counts as lost. A commit that finds no room cannot wait for that.
   *
   * @throws JournalFailure of kind {@code BROKEN} if it cannot be known what was dropped; finding
   *     no room even for that is no failure
   */
  void shed();

  /** What was dropped since this was asked before, by a commit that found no room included. */
  Dropped takeDropped();

  /**
   * What it holds.
   *
   * @throws JournalFailure of kind {@code BROKEN} if that cannot be read
   */
  JournalUse use();

  /**
   * Rows that are lost.
   *
   * @param events how many events, 0 or more; a row that stands for dropped ones counts as none
   * @param cause why the last of them went
   */
  record Dropped(long events, Shortage cause) {
    public static final Dropped NONE = new Dropped(0, Shortage.DISK);
  }

  /**
   * Waiting rows of a lane from a number on, in order and without a hole: a row that stands for
   * dropped ones begins where the one before it ended. From the first waiting one if the number is
   * lower.
   *
   * @param fromSeq number in the present incarnation; beyond the last one nothing is found
   * @param limit most rows, 1 or more
   * @throws JournalFailure of kind {@code BROKEN} if they cannot be read
   */
  List<OutboxRow> rows(Lane lane, long fromSeq, int limit);

  /**
   * Rows that wait in a journal that was set aside, as far as they can be read. Never changes it,
   * and never fails: what cannot be read is part of the answer.
   *
   * @param folder one of {@code Recovered.unsalvaged}
   * @param afterSeq number of that journal's incarnation behind which to go on, 0 to begin
   * @param limit most rows, 1 or more
   */
  SalvageChunk salvage(String folder, Lane lane, long afterSeq, int limit);

  /**
   * Leaves word that a journal that was set aside needs not be looked at again. Where that cannot
   * be written it is offered again at the next start, which costs nothing but the reading.
   */
  void endSalvage(String folder);

  /**
   * Ends use and lets the data directory go; what was committed is safe without it. May be called
   * twice, and after a failure.
   *
   * @throws JournalFailure if the end could not be written; the next start takes the journal up all
   *     the same
   */
  @Override
  void close();

  /** The journal cannot do its duty. Nothing may move any more. */
  final class JournalFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What the loop may do about it. */
    public enum Kind {
      /** No room was left: nothing was written, and it may be tried again. */
      FULL,
      /** Another process has the data directory. */
      IN_USE,
      /** A newer release has written it; nothing was changed. */
      NEWER_SCHEMA,
      /** Anything else: what the last commit left is known only after the next start. */
      BROKEN
    }

    private final Kind kind;

    /**
     * @param message what happened, where, and what to check, for a person
     */
    public JournalFailure(Kind kind, String message, @Nullable Throwable cause) {
      super(message, cause);
      this.kind = kind;
    }

    public Kind kind() {
      return kind;
    }
  }
}
