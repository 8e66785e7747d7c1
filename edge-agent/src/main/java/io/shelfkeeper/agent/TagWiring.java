package io.shelfkeeper.agent;

import io.shelfkeeper.agent.config.Model;
import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.agent.config.TagSetups;
import io.shelfkeeper.agent.core.labels.LabelLook;
import io.shelfkeeper.agent.devices.StationChannel;
import io.shelfkeeper.agent.labels.LabelWorker;
import io.shelfkeeper.drivers.tag.oepl.OeplNodeDriver;
import io.shelfkeeper.drivers.tag.oepl.OeplSetup;
import io.shelfkeeper.drivers.tag.waveshare.WaveshareDriver;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts drivers to the stations of price tags of a site file. */
final class TagWiring {
  /** As nodes have it from the factory. */
  private static final int POWER = 10;

  private TagWiring() {}

  /** The station on a bus, or null if it has none. */
  static @Nullable StationChannel station(
      SiteFile site, SiteFile.Bus bus, StationChannel.Drawer drawer) {
    for (int i = 0; i < site.stations().size(); i++) {
      SiteFile.Device device = site.stations().get(i);
      if (device.bus().equals(bus.id())) {
        return new StationChannel(device.id(), i, maker(site, device), drawer);
      }
    }
    return null;
  }

  private static StationChannel.Maker maker(SiteFile site, SiteFile.Device device) {
    SiteFile.Station station = Objects.requireNonNull(device.station());
    Model model = Model.of(device.model()).orElseThrow();
    return switch (model) {
      case OEPL_NODE -> {
        OeplSetup setup = new OeplSetup(station.channel(), POWER, station.checkInMinutes(), false);
        yield (link, nanos) -> new OeplNodeDriver(link, setup, nanos, null);
      }
      case WAVESHARE_43 -> {
        String tag =
            site.tags().stream()
                .filter(own -> own.station().equals(device.id()))
                .map(SiteFile.Tag::id)
                .findFirst()
                .orElse(device.id());
        yield (link, nanos) -> new WaveshareDriver(link, tag, nanos);
      }
      default -> throw new IllegalArgumentException(model.word() + " serves no tags");
    };
  }

  /** Who draws labels; null where nothing is to be drawn, and then no thread of it runs. */
  static @Nullable LabelWorker labels(SiteFile site) {
    LabelLook look = TagSetups.look(site);
    return look == null ? null : new LabelWorker(look, TagSetups.fonts(site));
  }

  static StationChannel.Drawer drawer(@Nullable LabelWorker labels) {
    return drawing -> {
      if (labels == null) {
        throw new IllegalStateException("this site has no labels");
      }
      return labels.draw(drawing);
    };
  }
}
