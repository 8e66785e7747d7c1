package io.shelfkeeper.simulator.scenario;

import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.simulator.models.LineDevice;
import io.shelfkeeper.simulator.models.Troubles;
import io.shelfkeeper.simulator.tags.RadioNode;
import io.shelfkeeper.simulator.tags.TagPlan;
import io.shelfkeeper.simulator.tags.Tags;
import io.shelfkeeper.simulator.world.Dice;
import java.util.List;

/**
 * Reads a site file as a plan of price tags.
 *
 * @param minuteNanos how long a minute takes for tags and their stations
 */
record TagPlans(Tags tags, long seed, long minuteNanos) {
  /** A station that is its only tag. */
  private static final String DISPLAY = "waveshare-43";

  /** Where a site file leaves it to the tags. */
  private static final int USUAL_MINUTES = 60;

  LineDevice station(
      SiteFile site, SiteFile.Device device, SiteFile.Station station, Troubles troubles) {
    List<TagPlan> plans =
        site.tags().stream()
            .filter(tag -> tag.station().equals(device.id()))
            .map(tag -> new TagPlan(tag.id(), tag.model(), tag.bay()))
            .toList();
    if (device.model().equals(DISPLAY)) {
      return tags.display(
          device.id(),
          plans.isEmpty() ? new TagPlan(device.id(), DISPLAY, "") : plans.getFirst(),
          troubles);
    }
    int minutes = station.checkInMinutes() == 0 ? USUAL_MINUTES : station.checkInMinutes();
    long address = new Dice(seed, "address " + device.id()).bits() >>> 16;
    // The published programs of these boards know of another band, with or without a radio for it.
    RadioNode.Build build = new RadioNode.Build(address, true, station.channel(), minuteNanos);
    return tags.node(device.id(), build, plans, minutes * minuteNanos, seed, troubles);
  }
}
