package io.shelfkeeper.agent.core.tags;

import io.shelfkeeper.agent.core.labels.LabelDrawing;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.drivers.api.TagJob;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides in which order tags get their new labels, and when. What a tag shall show is not its
 * business, nor is trying again: a tag is ready whenever it shows something else than it shall, no
 * job for that is under way, and a pause after a failure is over.
 */
public interface JobOrder {
  /** Each tag as soon as it is ready, in the order of the site file. */
  JobOrder SITE_FILE =
      (now, station, ready) ->
          ready.isEmpty() ? null : new Job(ready.first(), null, TagJob.Showing.AT_ONCE);

  /**
   * The next job of a station.
   *
   * @param tag number of the tag, one of the station's
   * @param drawn what it is to get; null for what it shall show now, and then the tag has to be
   *     ready
   */
  record Job(int tag, @Nullable Drawn drawn, TagJob.Showing showing) {}

  /** A label and what it looks like. */
  record Drawn(Label label, LabelDrawing drawing) {}

  /**
   * Asked while the station has room for a job.
   *
   * @param ready numbers of the tags of this station that are ready, in the order of the site file;
   *     not to be changed
   * @return null if none is to begin now
   */
  @Nullable Job next(Moment now, int station, NavigableSet<Integer> ready);

  /**
   * When it wants to be asked although nothing has happened, monotonic. Stays in the past until it
   * was asked, and is later then.
   */
  default long nextNanos() {
    return Long.MAX_VALUE;
  }

  /**
   * For how long a tag may show another price than the one in force before that is told.
   *
   * @param usualNanos what one job takes at most, if it begins at once
   */
  default long allowedNanos(Moment now, int tag, long usualNanos) {
    return usualNanos;
  }

  /** A tag has a label: on its glass, or in reserve. */
  default void confirmed(Moment now, int tag, Label label, TagJob.Showing showing) {}

  /** Other prices are in force; what the tags shall show is looked at next. */
  default void begun(Moment now, long version) {}
}
