package io.shelfkeeper.drivers.api;

import java.util.function.Supplier;

/**
 * A picture for a tag.
 *
 * @param id the caller's name for it, given back with what came of it
 * @param tag the tag, in the words of its maker
 * @param model the kind of tag, in the words of its maker: it decides size, colours and packing
 * @param picture gives the picture, always the same, within a few milliseconds. Asked by the
 *     driver's thread when the picture is announced and again while it is fetched, so that
 *     thousands of waiting pictures cost no memory
 * @param showing when the tag is to draw it
 * @param deadlineNanos monotonic time after which nobody wants it any more
 */
public record TagJob(
    String id,
    String tag,
    String model,
    Supplier<TagPicture> picture,
    Showing showing,
    long deadlineNanos) {

  /** When a tag draws what it was given. */
  public enum Showing {
    /** As soon as it has all of it. */
    AT_ONCE,
    /**
     * Not yet: the tag keeps it. A later job with the same picture, to be drawn at once, then needs
     * no transfer.
     */
    IN_RESERVE
  }
}
