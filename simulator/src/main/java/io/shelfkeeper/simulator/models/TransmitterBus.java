package io.shelfkeeper.simulator.models;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Several weight transmitters on one pair of wires, Modbus RTU. Hears every byte, answers only to
 * whole frames with a right checksum and an address of its own.
 */
public final class TransmitterBus implements FarEnd {
  private static final int READ = 3;
  private static final int WRITE = 16;
  private static final int ILLEGAL_FUNCTION = 1;
  private static final int ILLEGAL_ADDRESS = 2;
  private static final int ILLEGAL_VALUE = 3;
  private static final int BUSY = 6;
  private static final int REGISTERS_MAX = 32;
  private static final long THINKING_NANOS = 2_000_000L;
  private static final long LATE_NANOS = 700_000_000L;
  private static final long TWIN_NANOS = 4_000_000L;

  private record Reply(byte[] bytes, long due) {}

  private final List<Transmitter> devices;
  private final byte[] buffer = new byte[300];
  private final Deque<Reply> replies = new ArrayDeque<>();
  private int length;

  public TransmitterBus(List<Transmitter> devices) {
    this.devices = List.copyOf(devices);
  }

  /** Finds a device by its id in the site file. */
  public Optional<Transmitter> device(String name) {
    return devices.stream().filter(device -> device.name().equals(name)).findFirst();
  }

  /** Makes a device misbehave until it is cleared; one fault at a time and device. */
  public synchronized void set(String name, Fault fault) {
    clear(name);
    device(name).ifPresent(device -> device.faults().add(fault));
  }

  public synchronized void clear(String name) {
    device(name).ifPresent(device -> device.faults().clear());
  }

  public synchronized void clearAll() {
    devices.forEach(device -> device.faults().clear());
  }

  /** Devices that misbehave, with the words of their faults. */
  public synchronized Map<String, String> faults() {
    Map<String, String> faults = new TreeMap<>();
    for (Transmitter device : devices) {
      device.faults().forEach(fault -> faults.put(device.name(), fault.word()));
    }
    return faults;
  }

  @Override
  public synchronized void receive(byte[] bytes, int count, long nanos) {
    for (int i = 0; i < count; i++) {
      if (length == buffer.length) {
        length = 0;
      }
      buffer[length++] = bytes[i];
    }
    int whole;
    while (length >= 8 && (whole = wholeFrame()) > 0) {
      byte[] frame = Arrays.copyOf(buffer, whole);
      System.arraycopy(buffer, whole, buffer, 0, length - whole);
      length -= whole;
      answer(frame, nanos);
    }
  }

  /** Length of the request at the start of the buffer if it is whole and its checksum fits. */
  private int wholeFrame() {
    int function = buffer[1] & 0xFF;
    int wanted = function == WRITE ? 9 + (buffer[6] & 0xFF) : 8;
    return wanted <= length && Checksum.fits(buffer, wanted) ? wanted : 0;
  }

  @Override
  public void quiet(long nanos) {
    length = 0;
  }

  private void answer(byte[] frame, long nanos) {
    for (Transmitter device : devices) {
      if (device.address() == (frame[0] & 0xFF)) {
        answer(device, frame, nanos);
      }
    }
  }

  private void answer(Transmitter device, byte[] frame, long nanos) {
    if (device.faults().contains(Fault.SILENT)) {
      return;
    }
    if (device.faults().contains(Fault.ECHO)) {
      replies.add(new Reply(frame, nanos));
    }
    long due = nanos + THINKING_NANOS + device.registers().value(4) * 1_000_000L;
    device.look(nanos);
    byte[] reply = spoilt(device, Checksum.sealed(body(device, frame)));
    replies.add(new Reply(reply, device.faults().contains(Fault.LATE) ? nanos + LATE_NANOS : due));
    if (device.faults().contains(Fault.TWINS)) {
      replies.add(new Reply(reply.clone(), due + TWIN_NANOS));
    }
  }

  private static byte[] spoilt(Transmitter device, byte[] reply) {
    byte[] sent = reply;
    if (device.faults().contains(Fault.WRONG_ADDRESS)) {
      sent[0]++;
      Checksum.seal(sent);
    }
    if (device.faults().contains(Fault.CRC)) {
      sent[sent.length - 1] ^= 0x55;
    }
    if (device.faults().contains(Fault.GARBAGE)) {
      sent = new byte[reply.length + 3];
      sent[0] = (byte) 0xFA;
      sent[1] = 0x00;
      sent[2] = (byte) 0x99;
      System.arraycopy(reply, 0, sent, 3, reply.length);
    }
    return sent;
  }

  /** The reply without its checksum. */
  private static byte[] body(Transmitter device, byte[] frame) {
    int function = frame[1] & 0xFF;
    int register = word(frame, 2);
    int count = word(frame, 4);
    byte address = frame[0];
    if (device.faults().contains(Fault.BUSY)) {
      return exception(address, function, BUSY);
    }
    if (device.faults().contains(Fault.ILLEGAL_ADDRESS)) {
      return exception(address, function, ILLEGAL_ADDRESS);
    }
    return switch (function) {
      case READ -> read(device, address, register, count);
      case WRITE -> write(device, frame, register, count);
      default -> exception(address, function, ILLEGAL_FUNCTION);
    };
  }

  private static byte[] read(Transmitter device, byte address, int register, int count) {
    if (count < 1 || count > REGISTERS_MAX) {
      return exception(address, READ, ILLEGAL_VALUE);
    }
    List<Integer> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Integer word = device.registers().word(register + i);
      if (word == null) {
        return exception(address, READ, ILLEGAL_ADDRESS);
      }
      words.add(word);
    }
    byte[] reply = new byte[3 + 2 * count + 2];
    reply[0] = address;
    reply[1] = READ;
    reply[2] = (byte) (2 * count);
    for (int i = 0; i < count; i++) {
      reply[3 + 2 * i] = (byte) (words.get(i) >> 8);
      reply[4 + 2 * i] = words.get(i).byteValue();
    }
    return reply;
  }

  private static byte[] write(Transmitter device, byte[] frame, int register, int count) {
    int bytes = frame[6] & 0xFF;
    if (count < 1 || count > 2 || bytes != 2 * count) {
      return exception(frame[0], WRITE, ILLEGAL_VALUE);
    }
    int value = count == 1 ? word(frame, 7) : word(frame, 7) << 16 | word(frame, 9);
    if (!device.registers().write(register, count, value)) {
      return exception(frame[0], WRITE, ILLEGAL_ADDRESS);
    }
    // The reply still carries the old address after a change of address.
    return Arrays.copyOf(Arrays.copyOf(frame, 6), 8);
  }

  private static byte[] exception(byte address, int function, int code) {
    return new byte[] {address, (byte) (function | 0x80), (byte) code, 0, 0};
  }

  private static int word(byte[] frame, int at) {
    return (frame[at] & 0xFF) << 8 | frame[at + 1] & 0xFF;
  }

  @Override
  public byte @Nullable [] send(long nanos) {
    Reply next = replies.peek();
    if (next == null || next.due() > nanos) {
      return null;
    }
    replies.remove();
    return next.bytes();
  }

  @Override
  public long nextNanos() {
    Reply next = replies.peek();
    return next == null ? Long.MAX_VALUE : next.due();
  }
}
