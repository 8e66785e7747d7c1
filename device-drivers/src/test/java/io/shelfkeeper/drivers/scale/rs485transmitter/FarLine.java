package io.shelfkeeper.drivers.scale.rs485transmitter;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.ByteLink;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A bus of far ends in memory, in virtual time: waiting costs nothing and is counted. */
final class FarLine implements ByteLink {
  /** 10 bits at 115,200 baud. */
  private static final long BYTE_MICROS = 87;

  final List<FarTransmitter> devices = new ArrayList<>();
  final List<byte[]> requests = new ArrayList<>();
  UnaryOperator<byte[]> there = UnaryOperator.identity();
  UnaryOperator<byte[]> back = UnaryOperator.identity();
  boolean unplugged;
  long micros;

  private final ArrayDeque<Due> coming = new ArrayDeque<>();

  private record Due(long micros, byte value) {}

  FarTransmitter device(int address) {
    FarTransmitter device = new FarTransmitter();
    device.address = address;
    devices.add(device);
    return device;
  }

  @Override
  public void write(byte[] bytes) throws DeviceFault {
    check();
    requests.add(bytes);
    micros += bytes.length * BYTE_MICROS;
    byte[] arriving = there.apply(bytes.clone());
    for (FarTransmitter device : devices) {
      say(back.apply(device.answer(arriving)), device.delayMicros);
    }
  }

  /** Puts bytes on the line, to begin after a delay or when the line is free. */
  void say(byte[] bytes, long delayMicros) {
    long at = micros + delayMicros;
    at = coming.isEmpty() ? at : Math.max(at, coming.getLast().micros());
    for (byte value : bytes) {
      at += BYTE_MICROS;
      coming.add(new Due(at, value));
    }
  }

  @Override
  public int read(byte[] into, int offset, int length, int waitMillis) throws DeviceFault {
    check();
    long until = micros + waitMillis * 1_000L;
    if (coming.isEmpty() || coming.getFirst().micros() > until) {
      micros = until;
      return 0;
    }
    micros = Math.max(micros, coming.getFirst().micros());
    int count = 0;
    while (count < length && !coming.isEmpty() && coming.getFirst().micros() <= micros) {
      into[offset + count++] = coming.removeFirst().value();
    }
    return count;
  }

  @Override
  public void discardInput() {
    coming.clear();
  }

  @Override
  public void open() {}

  @Override
  public void close() {}

  @Override
  public String where() {
    return "memory";
  }

  private void check() throws DeviceFault {
    if (unplugged) {
      throw new DeviceFault(FaultKind.LINK_DOWN, "unplugged", "Plug it in.");
    }
  }
}
