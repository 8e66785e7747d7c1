package io.shelfkeeper.drivers.tag.oepl;

import io.shelfkeeper.drivers.api.TagHealth;
import io.shelfkeeper.drivers.api.TagHealth.Wake;
import io.shelfkeeper.drivers.api.TagJob;
import io.shelfkeeper.drivers.api.TagReading;
import io.shelfkeeper.drivers.api.TagReading.Reason;
import io.shelfkeeper.drivers.tag.oepl.OeplTag.Wanted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What each tag is to have, what the node has for it, and what its confirmation means. Pure: times
 * are monotonic nanoseconds and come with each call.
 *
 * <p>A confirmation names the tag only, and the node then drops whatever it has for this tag
 * <em>now</em>. If a newer picture was announced after the tag came, the confirmation is of the old
 * one and the newer one is lost without a word. So it counts for what was in the table when the tag
 * came, or what the tag has asked blocks of since; anything newer is announced again at once.
 */
final class OeplTags {
  /** A tag that came so often and took nothing refuses. */
  static final int OFFERS_MAX = 8;

  private static final long SECOND = 1_000_000_000L;

  /** So long after its last word a tag has stopped fetching. */
  private static final long FETCH_NANOS = 20 * SECOND;

  /** How long to wait for room in a table that is fuller than we know. */
  private static final long FULL_NANOS = 10 * SECOND;

  /** Tags of neighbours are heard, too: more than these are not kept in mind. */
  private static final int STRANGERS_MAX = 4_096;

  private final OeplSetup setup;
  private final OeplTable table = new OeplTable();
  private final Map<Long, OeplTag> tags = new LinkedHashMap<>();
  private final List<TagReading> readings = new ArrayList<>();

  // The transfer of the tag that fetches; one tag fetches at a time.
  private @Nullable Wanted loaded;
  private @Nullable OeplTransfer transfer;

  /** What the node has for this tag is not sure: it was told something and has not answered yet. */
  private @Nullable OeplTag unsure;

  private boolean full;
  private long fullUntilNanos;
  private long nextLookNanos;

  /** Something to be said to the node. */
  sealed interface Wish {
    OeplTag tag();

    record Announce(OeplTag tag, Wanted wanted, OeplAnnouncement announcement) implements Wish {}

    record Clear(OeplTag tag) implements Wish {}
  }

  OeplTags(OeplSetup setup, long now) {
    this.setup = setup;
    nextLookNanos = now;
  }

  void show(TagJob job, OeplTagType type, long now) {
    OeplTag tag = tag(OeplTag.address(job.tag()));
    giveUp(tag, Reason.REPLACED);
    tag.wanted = new Wanted(job, type, now);
    if (tag.hardwareType != OeplTag.UNKNOWN && tag.hardwareType != type.hardwareType()) {
      abandon(tag, Reason.OTHER_MODEL);
    } else {
      table.queue(tag);
    }
  }

  /**
   * Who was heard while nobody fetches readings: thousands a day, and all of them old news then.
   */
  void forgetSightings() {
    readings.removeIf(TagReading.Seen.class::isInstance);
  }

  /** What happened since the last call. */
  List<TagReading> readings() {
    List<TagReading> all = List.copyOf(readings);
    readings.clear();
    return all;
  }

  boolean hasReadings() {
    return !readings.isEmpty();
  }

  /** Says that the node is ready. */
  void ready(String identity) {
    readings.add(new TagReading.StationReady(identity));
  }

  /** The node started anew, or we do: nothing is in its table that we could rely on. */
  void forget() {
    table.forget();
    unsure = null;
    full = false;
    for (OeplTag tag : tags.values()) {
      tag.offered = null;
      tag.asked = null;
      tag.fetching = false;
    }
  }

  void checkedIn(long address, @Nullable OeplReport report, long now) {
    OeplTag tag = tag(address);
    tag.heard = true;
    tag.heardNanos = now;
    if (report != null) {
      tag.hardwareType = report.hardwareType();
      tag.firmware = report.firmware();
    }
    readings.add(new TagReading.Seen(OeplTag.name(address), health(report)));
    if (tag.fetching && tag.wanted != null) {
      // It came before and did not confirm: maybe it did, and the word was lost on our wire.
      table.queue(tag);
    }
    // Did it come before or after the node took what we are just saying? Only blocks can tell.
    tag.offered = tag == unsure ? null : tag.entry;
    tag.asked = null;
    tag.fetching = tag.entry != null || tag == unsure;
    tag.fetchUntilNanos = now + FETCH_NANOS;
    Wanted wanted = tag.wanted;
    if (wanted != null
        && tag.hardwareType != OeplTag.UNKNOWN
        && tag.hardwareType != wanted.type.hardwareType()) {
      abandon(tag, Reason.OTHER_MODEL);
    } else if (tag.offered != null && ++tag.offered.offers > OFFERS_MAX && tag.offered == wanted) {
      abandon(tag, Reason.REFUSED);
    }
  }

  /**
   * A tag wants a block.
   *
   * @return the block as sent, null if the tag shall not have it
   */
  byte @Nullable [] requested(long address, long version, int block, long now) {
    OeplTag tag = tag(address);
    Wanted wanted = named(tag, version);
    if (wanted == null) {
      table.queueClear(tag);
      return null;
    }
    tag.asked = wanted;
    wanted.offers = 0; // it had to wait for others, and does not refuse
    tag.fetching = true;
    tag.fetchUntilNanos = now + FETCH_NANOS;
    int blocks = OeplCodec.blocks(wanted.size);
    if (++wanted.requests > OFFERS_MAX * (blocks + 1)) {
      abandonIf(tag, wanted, Reason.REFUSED);
      return null;
    }
    OeplTransfer data = transfer(wanted);
    if (data == null || data.version() != wanted.version) {
      abandonIf(tag, wanted, Reason.BAD_PICTURE);
      return null;
    }
    return OeplCodec.block(data.data(), Math.min(block, blocks - 1));
  }

  /** The picture of a tag with this version: its own, or one that was replaced while it fetches. */
  private static @Nullable Wanted named(OeplTag tag, long version) {
    Wanted[] all = {tag.asked, tag.offered, tag.entry, tag.wanted};
    for (Wanted one : all) {
      if (one != null && one.measured && one.version == version) {
        return one;
      }
    }
    return null;
  }

  private @Nullable OeplTransfer transfer(Wanted wanted) {
    if (loaded != wanted) {
      loaded = null;
      var picture = wanted.job.picture().get();
      transfer =
          wanted.type.fits(picture) ? OeplTransfer.of(picture, wanted.type, wanted.compress) : null;
      loaded = wanted;
    }
    return transfer;
  }

  void delivered(long address, long now) {
    OeplTag tag = tag(address);
    tag.heard = true;
    tag.heardNanos = now;
    full = false;
    Wanted done = tag.asked != null ? tag.asked : tag.offered;
    table.leave(tag);
    tag.offered = null;
    tag.asked = null;
    tag.fetching = false;
    if (done != null) {
      readings.add(new TagReading.Confirmed(done.job.tag(), done.job.id()));
      if (done == tag.wanted) {
        tag.wanted = null;
        table.unqueue(tag);
      }
    }
    if (tag.wanted != null) {
      table.queueFirst(tag);
    }
  }

  /** The node has let go of the entry; behind all others it may come in again. */
  void expired(long address) {
    OeplTag tag = tag(address);
    full = false;
    table.leave(tag);
    tag.fetching = false;
    if (tag.wanted != null) {
      table.queue(tag);
    }
  }

  /** What is to be said next, null for nothing now. */
  @Nullable Wish wish(long now) {
    look(now);
    OeplTag clear = table.pollClear();
    unsure = clear;
    if (clear != null) {
      return new Wish.Clear(clear);
    }
    OeplTag tag = table.poll(room(now));
    while (tag != null) {
      Wish wish = announcement(tag);
      if (wish != null) {
        unsure = tag;
        return wish;
      }
      tag = table.poll(room(now));
    }
    return null;
  }

  private boolean room(long now) {
    return !full || now - fullUntilNanos >= 0;
  }

  private @Nullable Wish announcement(OeplTag tag) {
    Wanted wanted = tag.wanted;
    if (wanted == null) {
      return null;
    }
    if (!wanted.measured) {
      int from = wanted.type.compressedFrom();
      wanted.compress = setup.compress() && from > 0 && tag.firmware >= from;
      OeplTransfer data = transfer(wanted);
      if (data == null) {
        abandon(tag, Reason.BAD_PICTURE);
        return null;
      }
      wanted.version = data.version();
      wanted.dataType = data.type();
      wanted.size = data.data().length;
      wanted.measured = true;
    }
    TagJob job = wanted.job;
    boolean reserve = job.showing() == TagJob.Showing.IN_RESERVE;
    return new Wish.Announce(
        tag,
        wanted,
        new OeplAnnouncement(
            tag.address,
            wanted.version,
            wanted.size,
            wanted.dataType,
            reserve ? OeplAnnouncement.PRELOAD : 0,
            OeplAnnouncement.minutes(setup.checkInMinutes()),
            setup.keepMinutes()));
  }

  /** The node has the announcement. */
  void announced(Wish.Announce wish, long now) {
    OeplTag tag = wish.tag();
    unsure = null;
    table.enter(tag, wish.wanted());
    tag.entryUntilNanos = now + (setup.keepMinutes() + 1) * 60 * SECOND;
    if (tag.wanted == null) {
      // Given up while it was on its way.
      table.queueClear(tag);
    }
  }

  /** The node has no room, which our count did not know: entries of a process before, perhaps. */
  void full(Wish.Announce wish, long now) {
    unsure = null;
    full = true;
    fullUntilNanos = now + FULL_NANOS;
    if (wish.tag().wanted != null) {
      table.queueFirst(wish.tag());
    }
  }

  /** The node has taken the entry of a tag out. */
  void cleared(OeplTag tag) {
    unsure = null;
    full = false;
    table.leave(tag);
    if (tag.wanted != null) {
      table.queueFirst(tag);
    }
  }

  /** When {@link #wish} may have something that it has not now, as far as time decides. */
  long nextNanos(long now) {
    return table.hasNext(room(now)) ? now : nextLookNanos;
  }

  /** What time has done; looked at once a second. */
  private void look(long now) {
    if (now - nextLookNanos < 0) {
      return;
    }
    nextLookNanos = now + SECOND;
    for (OeplTag tag : tags.values()) {
      Wanted wanted = tag.wanted;
      if (wanted != null && now - wanted.job.deadlineNanos() >= 0) {
        boolean came = tag.heard && tag.heardNanos - wanted.sinceNanos >= 0;
        abandon(tag, came ? Reason.LATE : Reason.SILENT);
      }
      if (tag.entry != null && now - tag.entryUntilNanos >= 0) {
        expired(tag.address);
      }
      if (tag.fetching && now - tag.fetchUntilNanos >= 0) {
        tag.fetching = false;
        if (tag.wanted != null) {
          // Once more is cheap: a tag that has the picture already fetches nothing.
          table.queue(tag);
        }
      }
    }
  }

  private void abandonIf(OeplTag tag, Wanted wanted, Reason reason) {
    if (tag.wanted == wanted) {
      abandon(tag, reason);
    }
    table.queueClear(tag);
  }

  private void abandon(OeplTag tag, Reason reason) {
    giveUp(tag, reason);
    if (tag.entry != null) {
      table.queueClear(tag);
    }
  }

  private void giveUp(OeplTag tag, Reason reason) {
    Wanted wanted = tag.wanted;
    if (wanted != null) {
      tag.wanted = null;
      table.unqueue(tag);
      readings.add(new TagReading.GivenUp(wanted.job.tag(), wanted.job.id(), reason));
    }
  }

  private OeplTag tag(long address) {
    OeplTag known = tags.get(address);
    if (known != null) {
      return known;
    }
    if (tags.size() >= STRANGERS_MAX) {
      var oldest = tags.values().iterator();
      while (oldest.hasNext()) {
        OeplTag one = oldest.next();
        if (one.wanted == null && one.entry == null) {
          oldest.remove();
          break;
        }
      }
    }
    OeplTag fresh = new OeplTag(address);
    tags.put(address, fresh);
    return fresh;
  }

  private static @Nullable TagHealth health(@Nullable OeplReport report) {
    return report == null
        ? null
        : new TagHealth(
            OeplTagType.model(report.hardwareType()),
            report.batteryMillivolts(),
            report.rssiDbm(),
            report.linkQuality(),
            report.temperature(),
            report.firmware(),
            wake(report.wakeReason()));
  }

  private static Wake wake(int reason) {
    return switch (reason) {
      case 0x00 -> Wake.TIME;
      case 0x02 -> Wake.INPUT;
      case 0x03 -> Wake.NFC;
      case 0x04, 0x05 -> Wake.BUTTON;
      case 0x0F -> Wake.RADIO;
      case 0xE0 -> Wake.UPDATE_REFUSED;
      case 0xFC -> Wake.FIRST_START;
      case 0xFD -> Wake.SEARCH;
      // From E0 on a tag has begun anew, whatever made it.
      default -> reason >= 0xE0 ? Wake.RESTART : Wake.OTHER;
    };
  }
}
