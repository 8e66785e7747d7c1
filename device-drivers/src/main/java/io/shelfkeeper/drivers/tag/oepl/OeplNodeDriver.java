package io.shelfkeeper.drivers.tag.oepl;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.api.PriceTags;
import io.shelfkeeper.drivers.api.TagJob;
import io.shelfkeeper.drivers.api.TagReading;
import io.shelfkeeper.drivers.link.ByteLink;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Price tags by radio, through an OpenEPaperLink radio node on a serial line of 115,200 baud. Tags
 * are named by their address, 16 hexadecimal digits, and models by their hardware type, two
 * hexadecimal digits.
 */
public final class OeplNodeDriver implements PriceTags {
  private static final long MILLI = 1_000_000L;

  private final ByteLink link;
  private final LongSupplier nanos;
  private final OeplTags tags;
  private final OeplNode node;
  private final byte[] buffer = new byte[512];

  /** What went wrong, until the node serves again. */
  private @Nullable DeviceFault fault;

  /**
   * @param nanos monotonic time
   * @param reset the wire to the reset pin of the node, null if there is none
   */
  public OeplNodeDriver(
      ByteLink link, OeplSetup setup, LongSupplier nanos, @Nullable OeplResetLine reset) {
    this.link = link;
    this.nanos = nanos;
    long now = nanos.getAsLong();
    tags = new OeplTags(setup, now);
    node = new OeplNode(setup, reset, tags, now);
  }

  @Override
  public void show(TagJob job) {
    OeplTagType type = OeplTagType.of(job.model());
    if (type == null) {
      throw new IllegalArgumentException(
          "The model " + job.model() + " of tag " + job.tag() + " is none that a node serves");
    }
    tags.show(job, type, nanos.getAsLong());
  }

  /**
   * {@inheritDoc} A fault is thrown again by every call until the node serves; it is tried again
   * all the time.
   */
  @Override
  public List<TagReading> turn(int waitMillis) throws DeviceFault {
    long until = nanos.getAsLong() + waitMillis * MILLI;
    try {
      link.open();
      do {
        talk();
        listen(until);
      } while (!tags.hasReadings() && nanos.getAsLong() - until < 0);
      talk();
    } catch (DeviceFault thrown) {
      if (thrown.kind() == FaultKind.LINK_DOWN) {
        node.lost(nanos.getAsLong());
      }
      fault = thrown;
    }
    if (node.isServing()) {
      fault = null;
    } else if (fault != null) {
      tags.forgetSightings(); // nobody fetches them while this is thrown
      throw fault;
    }
    return tags.readings();
  }

  private void talk() throws DeviceFault {
    byte[] bytes = node.next(nanos.getAsLong());
    while (bytes.length > 0) {
      link.write(bytes);
      bytes = node.next(nanos.getAsLong());
    }
  }

  private void listen(long until) throws DeviceFault {
    long now = nanos.getAsLong();
    long left = Math.max(0, until - now);
    // At least a millisecond, so that nothing spins; never longer than the caller wants.
    long wait = Math.min(left, Math.max(MILLI, node.wakeNanos(now) - now));
    int count = link.read(buffer, 0, buffer.length, (int) ((wait + MILLI - 1) / MILLI));
    if (count > 0) {
      node.hear(buffer, count, nanos.getAsLong());
    }
  }
}
