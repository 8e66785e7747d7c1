package io.shelfkeeper.drivers.api;

import org.jspecify.annotations.Nullable;

/** What was heard of price tags. */
public sealed interface TagReading {

  /**
   * The station that serves the tags is ready: at the start, and again after it has restarted or
   * was away. Jobs that wait survive that.
   *
   * @param identity maker's kind, firmware and address, for people
   */
  record StationReady(String identity) implements TagReading {}

  /**
   * A tag was heard.
   *
   * @param health null if it said no more than that it is there: what was known of it still holds
   */
  record Seen(String tag, @Nullable TagHealth health) implements TagReading {}

  /**
   * The tag has the picture of this job, all of it, and draws it within some seconds or keeps it,
   * as the job said. True of the glass even if the job was given up meanwhile.
   */
  record Confirmed(String tag, String job) implements TagReading {}

  /**
   * The driver has stopped trying. Comes at most once for a job, and never after its confirmation.
   * One that was under way already may still be confirmed.
   */
  record GivenUp(String tag, String job, Reason reason) implements TagReading {}

  /** Why a job was given up. */
  enum Reason {
    /** A newer job for the same tag has taken its place. */
    REPLACED,
    /** Its deadline has passed, and the tag was not heard once since the job was given. */
    SILENT,
    /** Its deadline has passed, though the tag was heard. */
    LATE,
    /** The tag comes, and again and again does not take it. */
    REFUSED,
    /** The tag is of another model than the job says. */
    OTHER_MODEL,
    /** The picture is not of the size of the tag's glass, or not the same each time. */
    BAD_PICTURE
  }
}
