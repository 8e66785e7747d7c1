package io.shelfkeeper.agent.doctor;

import io.shelfkeeper.agent.config.Model;
import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.api.PriceTags;
import io.shelfkeeper.drivers.api.TagReading;
import io.shelfkeeper.drivers.link.ByteLink;
import io.shelfkeeper.drivers.tag.oepl.OeplNodeDriver;
import io.shelfkeeper.drivers.tag.oepl.OeplSetup;
import io.shelfkeeper.drivers.tag.waveshare.WaveshareDriver;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * Looks at what serves price tags. It is asked just as the running agent does, and so gets the
 * channel of the site file; pictures are not touched.
 *
 * @param nanos monotonic time
 */
record StationLook(LongSupplier nanos) implements DeviceLook {
  private static final long PATIENCE_NANOS = 3_000_000_000L;
  private static final int TURN_MILLIS = 50;
  private static final int POWER = 10;

  @Override
  public Found look(ByteLink link, SiteFile.Device device) throws DeviceFault {
    SiteFile.Station station = Objects.requireNonNull(device.station());
    PriceTags tags =
        device.model().equals(WaveshareDriver.MODEL)
            ? new WaveshareDriver(link, device.id(), nanos)
            : new OeplNodeDriver(
                link,
                new OeplSetup(station.channel(), POWER, station.checkInMinutes(), false),
                nanos,
                null);
    DeviceFault last =
        new DeviceFault(
            FaultKind.NO_ANSWER,
            "it does not say that it is ready",
            "Check its supply, and that its two wires are crossed.");
    long until = nanos.getAsLong() + PATIENCE_NANOS;
    while (nanos.getAsLong() - until < 0) {
      try {
        for (TagReading reading : tags.turn(TURN_MILLIS)) {
          if (reading instanceof TagReading.StationReady ready) {
            return new Found(ready.identity(), Verdict.GOOD, "");
          }
        }
      } catch (DeviceFault fault) {
        if (fault.kind() == FaultKind.LINK_DOWN) {
          throw fault;
        }
        last = fault;
      }
    }
    throw last;
  }

  @Override
  public String identity(ByteLink link, int address) throws DeviceFault {
    throw new DeviceFault(
        FaultKind.NO_ANSWER, "price tags have no address on a wire", "Nothing to check.");
  }

  @Override
  public int addressMax() {
    return Model.OEPL_NODE.addressMax();
  }
}
