package io.shelfkeeper.drivers.link.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A kernel made of memory, with chips and I2C buses. Places in structures are written down here a
 * second time, from the header files; whether both are right the guest kernel tells.
 */
public final class FakeKernel implements Kernel {
  private static final int FIRST_FILE = 100;

  /** A chip: its lines by number. */
  public static final class Chip {
    private final String name;
    private final String label;
    private final List<Pin> pins = new ArrayList<>();

    Chip(String name, String label) {
      this.name = name;
      this.label = label;
    }
  }

  /** A line, and everything that was ever seen on it. */
  private static final class Pin {
    private final String name;
    private String holder = "";
    private boolean output;
    private boolean high;
    private boolean failsAfterwards;
    private long flags;
    private long debounce;
    private int room;
    private int sequence;
    private final Deque<int[]> events = new ArrayDeque<>();
    private final List<String> seen = new ArrayList<>();

    Pin(String name) {
      this.name = name;
    }
  }

  /** An I2C bus: registers of its chips by address, and what was asked. */
  public static final class Bus {
    private final long functions;
    private final Map<Integer, byte[]> chips = new TreeMap<>();
    private final List<String> transfers = new ArrayList<>();
    private int held;

    Bus(long functions) {
      this.functions = functions;
    }

    public Bus chip(int address, byte... registers) {
      chips.put(address, Arrays.copyOf(registers, 256));
      return this;
    }

    /** A driver of the kernel has this chip. */
    public Bus hold(int address) {
      held = address;
      return this;
    }

    public byte register(int address, int register) {
      return chips.getOrDefault(address, new byte[0])[register];
    }

    public List<String> transfers() {
      return transfers;
    }
  }

  private sealed interface Open {}

  private record OpenChip(Chip chip) implements Open {}

  private record OpenLine(Pin pin) implements Open {}

  private static final class Counter implements Open {
    private long count;
  }

  private static final class OpenBus implements Open {
    private final Bus bus;
    private int address;

    OpenBus(Bus bus) {
      this.bus = bus;
    }
  }

  private final Map<String, Object> devices = new HashMap<>();
  private final Map<String, Integer> refusals = new HashMap<>();
  private final Map<Integer, Open> files = new TreeMap<>();
  private final List<Pin> polled = new ArrayList<>();
  private final List<Pin> dying = new ArrayList<>();
  private int polls;

  public synchronized Chip chip(String path, String label, String... names) {
    Chip chip = new Chip(path.substring(path.lastIndexOf('/') + 1), label);
    for (String name : names) {
      chip.pins.add(new Pin(name));
    }
    devices.put(path, chip);
    return chip;
  }

  public synchronized Bus bus(String path, long functions) {
    Bus bus = new Bus(functions);
    devices.put(path, bus);
    return bus;
  }

  /** Opening this file fails. */
  public synchronized void refuse(String path, int errno) {
    refusals.put(path, errno);
  }

  /** Somebody else takes a line. */
  public synchronized void hold(Chip chip, int line, String holder) {
    chip.pins.get(line).holder = holder;
  }

  /** The next level is set, and then said not to be. */
  public synchronized void failAfterwards(Chip chip, int line) {
    chip.pins.get(line).failsAfterwards = true;
  }

  /** The outside world pulls a line; an edge if somebody waits for it. */
  public synchronized void pull(Chip chip, int line, boolean high) {
    Pin pin = chip.pins.get(line);
    if (pin.output || pin.high == high) {
      return;
    }
    pin.high = high;
    if (!pin.holder.isEmpty() && pin.room > 0) {
      pin.sequence++;
      if (pin.events.size() == pin.room) {
        pin.events.removeFirst();
      }
      pin.events.addLast(new int[] {high ? 1 : 2, pin.sequence});
      notifyAll();
    }
  }

  public synchronized boolean isHigh(Chip chip, int line) {
    return chip.pins.get(line).high;
  }

  /** Every change of direction and level since the beginning. */
  public synchronized List<String> seen(Chip chip, int line) {
    return List.copyOf(chip.pins.get(line).seen);
  }

  public synchronized long flags(Chip chip, int line) {
    return chip.pins.get(line).flags;
  }

  public synchronized long debounceMicros(Chip chip, int line) {
    return chip.pins.get(line).debounce;
  }

  /** How many edges are kept for a line. */
  public synchronized int room(Chip chip, int line) {
    return chip.pins.get(line).room;
  }

  public synchronized int openFiles() {
    return files.size();
  }

  /** How often somebody went to wait. */
  public synchronized int polls() {
    return polls;
  }

  private int put(Open open) {
    int file = FIRST_FILE;
    while (files.containsKey(file)) {
      file++;
    }
    files.put(file, open);
    return file;
  }

  @Override
  public synchronized int open(String path) throws KernelFault {
    Integer refusal = refusals.get(path);
    if (refusal != null) {
      throw new KernelFault(path, refusal);
    }
    return switch (devices.get(path)) {
      case Chip chip -> put(new OpenChip(chip));
      case Bus bus -> put(new OpenBus(bus));
      case null, default -> throw new KernelFault(path, KernelFault.ENOENT);
    };
  }

  @Override
  public synchronized void close(int file) {
    Open open = files.remove(file);
    if (open == null) {
      throw new AssertionError("closed twice: " + file);
    }
    if (open instanceof OpenLine(Pin pin)) {
      if (polled.contains(pin)) {
        // Somebody waits for it in the kernel, and holds it as long as he does.
        dying.add(pin);
      } else {
        free(pin);
      }
    }
  }

  private static void free(Pin pin) {
    pin.seen.add("given back");
    pin.holder = "";
    pin.output = false;
    pin.events.clear();
  }

  @Override
  public synchronized int ioctl(int file, long request, MemorySegment argument) throws KernelFault {
    assertSize(request, argument);
    switch (files.get(file)) {
      case OpenChip(Chip chip) -> chip(chip, request, argument);
      case OpenLine(Pin pin) -> line(pin, request, argument);
      case OpenBus open -> bus(open, request, argument);
      case null, default -> throw new KernelFault("ioctl", KernelFault.ENOTTY);
    }
    return 0;
  }

  /** The size of the structure is part of the number, but for the old numbers of I2C. */
  private static void assertSize(long request, MemorySegment argument) {
    long size = request >>> 16 & 0x3FFF;
    if (size != 0 && argument.byteSize() != size) {
      throw new AssertionError("%x with %d bytes".formatted(request, argument.byteSize()));
    }
  }

  private void chip(Chip chip, long request, MemorySegment argument) throws KernelFault {
    switch ((int) request) {
      case 0x8044B401 -> {
        argument.setString(0, chip.name);
        argument.setString(32, chip.label);
        argument.set(JAVA_INT, 64, chip.pins.size());
      }
      case 0xC100B405 -> {
        Pin pin = pin(chip, argument.get(JAVA_INT, 64));
        argument.setString(0, pin.name);
        argument.setString(32, pin.holder);
        argument.set(JAVA_LONG, 72, (pin.holder.isEmpty() ? 0 : 1) | (pin.output ? 8 : 4));
      }
      case 0xC250B407 -> take(chip, argument);
      default -> throw new KernelFault("ioctl", KernelFault.ENOTTY);
    }
  }

  private static Pin pin(Chip chip, int number) throws KernelFault {
    if (number < 0 || number >= chip.pins.size()) {
      throw new KernelFault("ioctl", KernelFault.EINVAL);
    }
    return chip.pins.get(number);
  }

  private void take(Chip chip, MemorySegment request) throws KernelFault {
    Pin pin = pin(chip, request.get(JAVA_INT, 0));
    if (!pin.holder.isEmpty()) {
      throw new KernelFault("ioctl", KernelFault.EBUSY);
    }
    if (request.get(JAVA_INT, 560) != 1) {
      throw new KernelFault("ioctl", KernelFault.EINVAL);
    }
    pin.holder = request.getString(256);
    pin.flags = request.get(JAVA_LONG, 288);
    pin.output = (pin.flags & 8) != 0;
    pin.debounce = 0;
    pin.sequence = 0;
    pin.room = pin.output ? 0 : Math.max(16, request.get(JAVA_INT, 564));
    int attributes = request.get(JAVA_INT, 296);
    for (int i = 0; i < attributes; i++) {
      long at = 320 + 24L * i;
      if (request.get(JAVA_LONG, at + 16) != 1) {
        throw new KernelFault("ioctl", KernelFault.EINVAL);
      }
      switch (request.get(JAVA_INT, at)) {
        case 2 -> pin.high = (request.get(JAVA_LONG, at + 8) & 1) != 0;
        case 3 -> pin.debounce = request.get(JAVA_INT, at + 8);
        default -> throw new KernelFault("ioctl", KernelFault.EINVAL);
      }
    }
    pin.seen.add(pin.output ? "output " + word(pin.high) : "input");
    request.set(JAVA_INT, 588, put(new OpenLine(pin)));
  }

  private static String word(boolean high) {
    return high ? "high" : "low";
  }

  private static void line(Pin pin, long request, MemorySegment values) throws KernelFault {
    if (values.get(JAVA_LONG, 8) != 1) {
      throw new KernelFault("ioctl", KernelFault.EINVAL);
    }
    switch ((int) request) {
      case 0xC010B40E -> values.set(JAVA_LONG, 0, pin.high ? 1 : 0);
      case 0xC010B40F -> {
        if (!pin.output) {
          throw new KernelFault("ioctl", KernelFault.EPERM);
        }
        pin.high = (values.get(JAVA_LONG, 0) & 1) != 0;
        pin.seen.add(word(pin.high));
        if (pin.failsAfterwards) {
          pin.failsAfterwards = false;
          throw new KernelFault("ioctl", KernelFault.EIO);
        }
      }
      default -> throw new KernelFault("ioctl", KernelFault.ENOTTY);
    }
  }

  private static void bus(OpenBus open, long request, MemorySegment argument) throws KernelFault {
    switch ((int) request) {
      case 0x0703 -> {
        open.address = (int) argument.address();
        if (open.bus.held == open.address) {
          throw new KernelFault("ioctl", KernelFault.EBUSY);
        }
      }
      case 0x0705 -> argument.set(JAVA_LONG, 0, open.bus.functions);
      case 0x0707 -> messages(open.bus, argument);
      case 0x0720 -> smbus(open, argument);
      default -> throw new KernelFault("ioctl", KernelFault.ENOTTY);
    }
  }

  private static byte[] registers(Bus bus, int address) throws KernelFault {
    byte[] registers = bus.chips.get(address);
    if (registers == null) {
      throw new KernelFault("ioctl", KernelFault.ENXIO);
    }
    return registers;
  }

  private static void messages(Bus bus, MemorySegment call) throws KernelFault {
    int count = call.get(JAVA_INT, 8);
    MemorySegment messages = call.get(ADDRESS, 0).reinterpret(16L * count);
    int register = 0;
    StringBuilder told = new StringBuilder();
    for (int i = 0; i < count; i++) {
      long at = 16L * i;
      int address = messages.get(JAVA_SHORT, at);
      byte[] registers = registers(bus, address);
      int length = messages.get(JAVA_SHORT, at + 4);
      MemorySegment bytes = messages.get(ADDRESS, at + 8).reinterpret(length);
      boolean reads = messages.get(JAVA_SHORT, at + 2) == 1;
      told.append(i > 0 ? ", " : "").append(reads ? "read " : "write ").append(length);
      if (reads) {
        MemorySegment.copy(registers, register, bytes, JAVA_BYTE, 0, length);
      } else {
        register = bytes.get(JAVA_BYTE, 0) & 0xFF;
        MemorySegment.copy(bytes, JAVA_BYTE, 1, registers, register, length - 1);
      }
    }
    bus.transfers.add(told.toString());
  }

  private static void smbus(OpenBus open, MemorySegment call) throws KernelFault {
    byte[] registers = registers(open.bus, open.address);
    boolean reads = call.get(JAVA_BYTE, 0) == 1;
    int command = call.get(JAVA_BYTE, 1) & 0xFF;
    int size = call.get(JAVA_INT, 4);
    MemorySegment data = call.get(ADDRESS, 8).reinterpret(34);
    open.bus.transfers.add((reads ? "smbus read " : "smbus write ") + size);
    if (size == 8) {
      int length = data.get(JAVA_BYTE, 0);
      for (int i = 0; i < length; i++) {
        if (reads) {
          data.set(JAVA_BYTE, 1 + i, registers[command + i]);
        } else {
          registers[command + i] = data.get(JAVA_BYTE, 1 + i);
        }
      }
    } else if (size == 1 && reads) {
      data.set(JAVA_BYTE, 0, registers[0]);
    } else if (size != 1) {
      throw new KernelFault("ioctl", KernelFault.EOPNOTSUPP);
    }
  }

  @Override
  public int ioctl(int file, long request, long argument) throws KernelFault {
    return ioctl(file, request, MemorySegment.ofAddress(argument));
  }

  @Override
  public synchronized int read(int file, MemorySegment into) throws KernelFault {
    switch (files.get(file)) {
      case Counter counter -> {
        into.set(JAVA_LONG, 0, counter.count);
        counter.count = 0;
        return 8;
      }
      case OpenLine(Pin pin) -> {
        int count = 0;
        while (!pin.events.isEmpty() && count + 48 <= into.byteSize()) {
          int[] event = pin.events.removeFirst();
          into.set(JAVA_INT, count + 8L, event[0]);
          into.set(JAVA_INT, count + 20L, event[1]);
          count += 48;
        }
        return count;
      }
      case null, default -> throw new KernelFault("read", KernelFault.EINVAL);
    }
  }

  @Override
  public synchronized int poll(MemorySegment polls, int count, int timeoutMillis)
      throws KernelFault {
    this.polls++;
    for (int i = 0; i < count; i++) {
      if (files.get(polls.get(JAVA_INT, 8L * i)) instanceof OpenLine(Pin pin)) {
        polled.add(pin);
      }
    }
    try {
      return wait(polls, count);
    } finally {
      polled.clear();
      dying.forEach(FakeKernel::free);
      dying.clear();
    }
  }

  private int wait(MemorySegment polls, int count) throws KernelFault {
    while (true) {
      int ready = 0;
      for (int i = 0; i < count; i++) {
        boolean is = isReadable(polls.get(JAVA_INT, 8L * i));
        polls.set(JAVA_SHORT, 8L * i + 6, is ? POLLIN : 0);
        ready += is ? 1 : 0;
      }
      if (ready > 0) {
        return ready;
      }
      await();
    }
  }

  private boolean isReadable(int file) {
    return switch (files.get(file)) {
      case Counter counter -> counter.count > 0;
      case OpenLine(Pin pin) -> !pin.events.isEmpty();
      case null, default -> false;
    };
  }

  private void await() throws KernelFault {
    try {
      wait();
    } catch (InterruptedException e) {
      throw new KernelFault("poll", KernelFault.EIO);
    }
  }

  @Override
  public synchronized int event() {
    return put(new Counter());
  }

  @Override
  public synchronized void signal(int event) throws KernelFault {
    if (!(files.get(event) instanceof Counter counter)) {
      throw new KernelFault("write", KernelFault.EINVAL);
    }
    counter.count++;
    notifyAll();
  }
}
