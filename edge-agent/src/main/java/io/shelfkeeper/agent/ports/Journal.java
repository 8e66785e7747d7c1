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
   */
  void shed();

  /** What was dropped since this was asked before, by a commit that found no room included. */
  Dropped takeDropped();

  /** What it holds. */
  JournalUse use();

  /**
   * Rows that are lost.
   *
   * @param events how many
   * @param cause why the last of them went
   */
  record Dropped(long events, Shortage cause) {
    public static final Dropped NONE = new Dropped(0, Shortage.DISK);
  }

  /**
   * Waiting rows of a lane from a number on, in order and without a hole: a row that stands for
   * dropped ones begins where the one before it ended. From the first waiting one if the number is
   * lower.
   */
  List<OutboxRow> rows(Lane lane, long fromSeq, int limit);

  /**
   * Rows that wait in a journal that was set aside, as far as they can be read. Never changes it.
   *
   * @param folder one of {@code Recovered.unsalvaged}
   * @param afterSeq number behind which to go on, 0 to begin
   */
  SalvageChunk salvage(String folder, Lane lane, long afterSeq, int limit);

  /** Leaves word that a journal that was set aside needs not be looked at again. */
  void endSalvage(String folder);

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
