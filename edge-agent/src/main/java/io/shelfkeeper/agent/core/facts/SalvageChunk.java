package io.shelfkeeper.agent.core.facts;

import java.util.List;

/**
 * Rows of one lane that were found in a journal that was set aside, in their order. Where numbers
 * are missing between them, rows could not be read.
 *
 * @param rows with the incarnation, number and id that they have
 * @param after number behind which this chunk begins; what the backend had acknowledged if it
 *     begins the lane
 * @param more whether there may be more rows
 * @param cut whether rows at the end could not be read: nobody knows how many
 * @param unreadableNow whether it cannot be read for a reason that may pass
 */
public record SalvageChunk(
    List<OutboxRow> rows, long after, boolean more, boolean cut, boolean unreadableNow) {
  /** Of a lane of which nothing can be read. */
  public static final SalvageChunk UNREADABLE = new SalvageChunk(List.of(), 0, false, true);

  /** Of a journal that cannot be read at the moment. */
  public static final SalvageChunk LATER = new SalvageChunk(List.of(), 0, false, false, true);

  public SalvageChunk(List<OutboxRow> rows, long after, boolean more, boolean cut) {
    this(rows, after, more, cut, false);
  }

  public SalvageChunk {
    rows = List.copyOf(rows);
  }
}
