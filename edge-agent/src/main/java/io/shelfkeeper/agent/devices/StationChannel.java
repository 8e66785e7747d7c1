package io.shelfkeeper.agent.devices;

import io.shelfkeeper.agent.core.labels.LabelDrawing;
import io.shelfkeeper.drivers.api.PriceTags;
import io.shelfkeeper.drivers.api.TagPicture;
import io.shelfkeeper.drivers.link.ByteLink;
import java.util.function.LongSupplier;

/**
 * What serves price tags on a bus.
 *
 * @param device the site file's id
 * @param station index of the station among those of the site file
 * @param maker makes the driver over the bus's link
 * @param drawer draws labels
 */
public record StationChannel(String device, int station, Maker maker, Drawer drawer) {

  /** Makes the driver of a station. */
  public interface Maker {
    /**
     * @param nanos monotonic time
     */
    PriceTags make(ByteLink link, LongSupplier nanos);
  }

  /** Draws labels, in a thread of its own. */
  public interface Drawer {
    /**
     * The picture of a label, always the same.
     *
     * @throws IllegalStateException if it was not drawn in time, or cannot be
     */
    TagPicture draw(LabelDrawing drawing);
  }
}
