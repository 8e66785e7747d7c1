package io.shelfkeeper.agent.doctor;

import io.shelfkeeper.agent.config.Model;
import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.api.ScaleReading;
import io.shelfkeeper.drivers.link.ByteLink;
import io.shelfkeeper.drivers.scale.rs485transmitter.TransmitterDriver;
import io.shelfkeeper.drivers.scale.rs485transmitter.TransmitterIdentity;
import io.shelfkeeper.drivers.wire.RtuTiming;
import java.util.Locale;

/**
 * Looks at weight transmitters.
 *
 * @param timing of the line
 */
record ScaleLook(RtuTiming timing) implements DeviceLook {
  /** A device that missed one request may have been busy. */
  private static final int TRIES = 2;

  @Override
  public Found look(ByteLink link, SiteFile.Device device) throws DeviceFault {
    ScaleReading reading = weigh(link, device.address());
    String found = identity(link, device.address());
    return switch (reading.condition()) {
      case STABLE, MOVING ->
          new Found("%s, now %s".formatted(found, grams(reading.grams())), Verdict.GOOD, "");
      case OVERLOAD, UNDERLOAD, FAULTY ->
          new Found(
              found + ", no weight: " + reading.condition().name().toLowerCase(Locale.ROOT),
              Verdict.NO_WEIGHT,
              "Take everything off the plate, then check the four wires of the cell.");
    };
  }

  private ScaleReading weigh(ByteLink link, int address) throws DeviceFault {
    TransmitterDriver driver = new TransmitterDriver(link, timing, address);
    for (int attempt = 1; ; attempt++) {
      try {
        return driver.read();
      } catch (DeviceFault fault) {
        if (attempt == TRIES || fault.kind() == FaultKind.LINK_DOWN) {
          throw fault;
        }
      }
    }
  }

  @Override
  public String identity(ByteLink link, int address) throws DeviceFault {
    TransmitterIdentity identity = TransmitterIdentity.ask(link, timing, address);
    return "transmitter, firmware %d, up to %s"
        .formatted(identity.firmware(), grams(identity.rangeMax()));
  }

  @Override
  public int addressMax() {
    return Model.RS485_TRANSMITTER.addressMax();
  }

  private static String grams(double grams) {
    return String.format(Locale.ROOT, "%.1f g", grams);
  }
}
