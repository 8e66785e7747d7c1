package io.shelfkeeper.agent.ports;

import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.step.Effect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The durable record. One writer, one thread. */
public interface Journal extends AutoCloseable {

  /**
   * Opens or makes the journal and counts this start. A damaged one is set aside, never deleted.
   *
   * @throws JournalFailure if it cannot be used, with what to check
   */
  Recovered open();

  /**
   * Writes all or nothing, in order, and returns when it would survive a power cut.
   *
   * @throws JournalFailure if nothing was written or it cannot be known
   */
  void commit(List<Effect.Durable> effects);

  /** Waiting rows of a lane from a number on, in order, without the parked ones. */
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
