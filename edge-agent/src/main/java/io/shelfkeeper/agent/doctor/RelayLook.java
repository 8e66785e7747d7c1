package io.shelfkeeper.agent.doctor;

import io.shelfkeeper.agent.config.Model;
import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.drivers.api.Contacts;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.link.ByteLink;
import io.shelfkeeper.drivers.lock.modbusrelay.ModbusRelayDriver;
import io.shelfkeeper.drivers.wire.RtuTiming;
import java.util.function.LongSupplier;

/**
 * Looks at Modbus relays. Reads relays and inputs, switches nothing, not even off.
 *
 * @param timing of the line
 * @param doors names what the contacts see
 */
record RelayLook(RtuTiming timing, DoorWords doors) implements DeviceLook {
  /** Two boards at one address show only when both answer several times. */
  private static final int LOOKS = 3;

  private static final int CHANNELS = 8;

  /** Time is asked for only to keep pulses apart. */
  private static final LongSupplier NO_PULSE = () -> 0;

  @Override
  public Found look(ByteLink link, SiteFile.Device device) throws DeviceFault {
    ModbusRelayDriver driver = driver(link, device.address());
    int on = driver.relaysOn();
    Contacts contacts = driver.inputs();
    for (int i = 1; i < LOOKS; i++) {
      contacts = driver.inputs();
    }
    return on == 0
        ? doors.found("relay board", device, contacts)
        : new Found(
            "relay board; %s; on: %s".formatted(doors.of(device, contacts), DoorWords.numbers(on)),
            Verdict.OUTPUT_ON,
            "Nothing may be on now: take the supply from the locks, then find what switched it.");
  }

  @Override
  public String identity(ByteLink link, int address) throws DeviceFault {
    Contacts contacts = driver(link, address).inputs();
    return "relay board (modbus-relay), inputs closed: " + DoorWords.numbers(contacts.closedBits());
  }

  private ModbusRelayDriver driver(ByteLink link, int address) {
    return new ModbusRelayDriver(link, timing, address, CHANNELS, NO_PULSE);
  }

  @Override
  public int addressMax() {
    return Model.MODBUS_RELAY.addressMax();
  }
}
