package io.shelfkeeper.drivers.scale.rs485transmitter;

import io.shelfkeeper.drivers.link.MemoryLink;
import java.util.ArrayList;
import java.util.List;

/** A bus of transmitters in memory. */
final class FarLine extends MemoryLink {
  final List<FarTransmitter> devices = new ArrayList<>();

  FarTransmitter device(int address) {
    FarTransmitter device = new FarTransmitter();
    device.address = address;
    devices.add(device);
    return device;
  }

  @Override
  protected void arrived(byte[] bytes) {
    for (FarTransmitter device : devices) {
      say(back.apply(device.answer(bytes)), device.delayMicros);
    }
  }
}
