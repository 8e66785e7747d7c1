package io.shelfkeeper.drivers.tag.oepl;

import io.shelfkeeper.drivers.api.TagJob;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is known of one tag. Changed by {@link OeplTags} only. */
final class OeplTag {
  static final int UNKNOWN = -1;

  final long address;

  /** The picture that it is to have, null if there is nothing to do. */
  @Nullable Wanted wanted;

  /** What the node's table has for it, as far as we know. */
  @Nullable Wanted entry;

  /** When the node has certainly let go of the entry. */
  long entryUntilNanos;

  /** What the table had when the tag came last: a confirmation that follows is of this one. */
  @Nullable Wanted offered;

  /** What it asked blocks of since it came: then a confirmation is of this one. */
  @Nullable Wanted asked;

  /** Whether it came for something and has neither confirmed it nor had its time. */
  boolean fetching;

  long fetchUntilNanos;

  /** The kind of tag as it reported, or unknown. */
  int hardwareType = UNKNOWN;

  int firmware = UNKNOWN;
  boolean heard;
  long heardNanos;

  OeplTag(long address) {
    this.address = address;
  }

  /** A job, and what has been tried for it. */
  static final class Wanted {
    final TagJob job;
    final OeplTagType type;
    final long sinceNanos;

    /** Whether somebody has looked at the picture, so that the next three are known. */
    boolean measured;

    long version;
    int dataType;
    int size;

    boolean compress;
    int offers;
    int requests;

    Wanted(TagJob job, OeplTagType type, long now) {
      this.job = job;
      this.type = type;
      sinceNanos = now;
    }
  }

  /** Its name, as people read it from the tag. */
  static String name(long address) {
    return String.format(Locale.ROOT, "%016X", address);
  }

  /**
   * The address behind a name.
   *
   * @throws IllegalArgumentException if it is no name of a tag
   */
  static long address(String name) {
    if (!name.matches("[0-9A-Fa-f]{16}")) {
      throw new IllegalArgumentException(
          "The tag " + name + " is none of OpenEPaperLink: its name has 16 hexadecimal digits");
    }
    return HexFormat.fromHexDigitsToLong(name);
  }
}
