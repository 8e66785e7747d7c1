package io.shelfkeeper.drivers.lock.modbusrelay;

import io.shelfkeeper.drivers.api.Contacts;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.api.Lock;
import io.shelfkeeper.drivers.api.LockBoard;
import io.shelfkeeper.drivers.api.Pulse;
import io.shelfkeeper.drivers.link.ByteLink;
import io.shelfkeeper.drivers.lock.Leftovers;
import io.shelfkeeper.drivers.lock.PulseGuard;
import io.shelfkeeper.drivers.lock.TwinWatch;
import io.shelfkeeper.drivers.wire.RtuTiming;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * A Modbus relay board that times its pulses itself. Its first frame switches everything off. Never
 * sends a pulse twice, never one while another may run, and none to a board whose inputs it cannot
 * read.
 */
public final class ModbusRelayDriver implements LockBoard {
  private static final int TRIES = 3;
  private static final int BYTES_MAX = 64;

  private static final int TENTH_MILLIS = 100;
  private static final long TENTH_NANOS = 100_000_000L;
  private static final int PULSES_MILLIS_MAX = ModbusRelayCodec.PULSE_TENTHS_MAX * TENTH_MILLIS;

  private final ByteLink link;
  private final RtuTiming timing;
  private final int address;
  private final int channels;
  private final LongSupplier nanos;
  private final PulseGuard guard;
  private final TwinWatch twins = new TwinWatch();
  private final ModbusRelayCodec codec = new ModbusRelayCodec();

  /** For what is said while nothing is asked. */
  private final ModbusRelayCodec ear = new ModbusRelayCodec();

  private final byte[] buffer = new byte[BYTES_MAX];

  /** Everything has been switched off once, and the board said so. */
  private boolean safe;

  /** The last thing we know is that it answers, alone. */
  private boolean heard;

  /** Our own requests come back on this wire. */
  private boolean echo;

  /**
   * @param address 1 to 247
   * @param channels relays, and inputs, 1 to 8
   * @param nanos monotonic time: pulses are kept apart by it
   */
  public ModbusRelayDriver(
      ByteLink link, RtuTiming timing, int address, int channels, LongSupplier nanos) {
    if (channels < 1 || channels > ModbusRelayCodec.CHANNELS_MAX) {
      throw new IllegalArgumentException(channels + " relays");
    }
    this.link = link;
    this.timing = timing;
    this.address = address;
    this.channels = channels;
    this.nanos = nanos;
    long longest = ModbusRelayCodec.PULSE_TENTHS_MAX * TENTH_NANOS;
    guard = new PulseGuard(channels, longest, nanos.getAsLong());
  }

  @Override
  public Lock lock(int channel, int pulseMillis) {
    boolean made = pulseMillis % TENTH_MILLIS == 0 && pulseMillis > 0;
    if (channel < 1 || channel > channels || !made || pulseMillis > PULSES_MILLIS_MAX) {
      throw new IllegalArgumentException(
          "relay " + channel + " of " + channels + ", pulse of " + pulseMillis + " ms");
    }
    return latestNanos -> unlock(channel, pulseMillis / TENTH_MILLIS, latestNanos);
  }

  @Override
  public void allOff() throws DeviceFault {
    byte[] request = ModbusRelayCodec.allOff(address);
    exchange(request, frame -> frame instanceof ModbusRelayFrame.Repeated r && isOurs(r.address()));
    int relays = bits(ModbusRelayCodec.readRelays(address), ModbusRelayCodec.READ_RELAYS);
    if (relays != 0) {
      throw fault(
          FaultKind.INVALID,
          "keeps a relay on although everything was switched off",
          "Take the supply from the locks and replace the board.");
    }
    safe = true;
    guard.end(nanos.getAsLong());
  }

  @Override
  public Contacts contacts() throws DeviceFault {
    heard = false;
    if (!safe) {
      allOff();
    }
    Contacts inputs = inputs();
    heard = true;
    return inputs;
  }

  /** The inputs, without switching anything off before: for whoever only looks. */
  public Contacts inputs() throws DeviceFault {
    int inputs = bits(ModbusRelayCodec.readInputs(address), ModbusRelayCodec.READ_INPUTS);
    return new Contacts(channels, inputs & (1 << channels) - 1);
  }

  /** Which relays are on; bit 0 is relay 1. */
  public int relaysOn() throws DeviceFault {
    return bits(ModbusRelayCodec.readRelays(address), ModbusRelayCodec.READ_RELAYS)
        & (1 << channels) - 1;
  }

  private int bits(byte[] request, int function) throws DeviceFault {
    ModbusRelayFrame answer =
        exchange(
            request,
            frame ->
                frame instanceof ModbusRelayFrame.Bits b
                    && isOurs(b.address())
                    && b.function() == function);
    return ((ModbusRelayFrame.Bits) answer).bits();
  }

  /** Asks what may be asked again. */
  private ModbusRelayFrame exchange(byte[] request, Predicate<ModbusRelayFrame> wanted)
      throws DeviceFault {
    for (int attempt = 1; ; attempt++) {
      try {
        return ask(request, wanted);
      } catch (DeviceFault fault) {
        if (fault.kind() != FaultKind.GARBLED || attempt == TRIES) {
          throw fault;
        }
      }
    }
  }

  private ModbusRelayFrame ask(byte[] request, Predicate<ModbusRelayFrame> wanted)
      throws DeviceFault {
    settle();
    boolean reads = request[1] != ModbusRelayCodec.COMMAND;
    // Two boards answer one after the other: at first all that can come is waited for.
    boolean listensOut = reads && !twins.isAlone();
    if (reads) {
      twins.asks();
    }
    link.write(request);
    List<ModbusRelayFrame> frames = listen(Integer.MAX_VALUE, listensOut);
    List<ModbusRelayFrame> answers = frames.stream().filter(wanted).toList();
    noteEcho(frames, request);
    count(frames);
    if (listensOut) {
      twins.listenedOut();
    }
    if (twins.isCertain()) {
      throw conflict();
    }
    for (ModbusRelayFrame frame : frames) {
      if (frame instanceof ModbusRelayFrame.Declined d && isOurs(d.address())) {
        throw declined(d);
      }
    }
    if (answers.isEmpty()) {
      throw failure(frames);
    }
    return answers.getFirst();
  }

  private Pulse unlock(int channel, int tenths, long latestNanos) throws DeviceFault {
    if (!heard || !twins.isAlone()) {
      contacts();
    }
    settle();
    if (twins.isSuspected() || !twins.isAlone()) {
      throw conflict();
    }
    // A tenth more than the board is told: it may count slowly.
    long pulse = tenths * TENTH_NANOS;
    byte[] request = ModbusRelayCodec.pulse(address, channel, tenths);
    long now = nanos.getAsLong();
    PulseGuard.inTime(latestNanos, now);
    guard.begin(channel, pulse, pulse + TENTH_NANOS, now);
    ModbusRelayFrame.Declined declined = null;
    int answers = 0;
    try {
      link.write(request);
      for (ModbusRelayFrame frame : listen(echo ? 2 : 1, false)) {
        if (frame instanceof ModbusRelayFrame.Declined d && isOurs(d.address())) {
          declined = d;
        }
        answers += repeats(frame, request) ? 1 : 0;
      }
    } catch (DeviceFault fault) {
      // Bytes may have left before the wire went; the next reading of the contacts says so again.
    }
    if (declined != null && declined.code() != 4) {
      guard.end(nanos.getAsLong());
      throw declined(declined);
    }
    heard = answers >= (echo ? 2 : 1);
    return heard ? Pulse.ANSWERED : Pulse.UNANSWERED;
  }

  private boolean repeats(ModbusRelayFrame frame, byte[] request) {
    return frame instanceof ModbusRelayFrame.Repeated r
        && isOurs(r.address())
        && r.register() == ((request[2] & 0xFF) << 8 | request[3] & 0xFF)
        && r.value() == ((request[4] & 0xFF) << 8 | request[5] & 0xFF);
  }

  /** Everything that is said until the line is quiet, or so many whole frames have come. */
  private List<ModbusRelayFrame> listen(int enough, boolean listensOut) throws DeviceFault {
    List<ModbusRelayFrame> frames = new ArrayList<>();
    int room = BYTES_MAX;
    int wait = timing.answerMillis();
    while (room > 0 && whole(frames) < enough) {
      int count = link.read(buffer, 0, room, wait);
      if (count == 0) {
        break;
      }
      room -= count;
      frames.addAll(codec.feed(buffer, 0, count));
      boolean done = whole(frames) > 0 && enough == Integer.MAX_VALUE && !echo && !listensOut;
      wait = done ? timing.lumpMillis() : timing.answerMillis();
    }
    frames.addAll(codec.quiet());
    return frames;
  }

  private static long whole(List<ModbusRelayFrame> frames) {
    return frames.stream().filter(frame -> !(frame instanceof ModbusRelayFrame.Garbled)).count();
  }

  /** What is still on its way answers nothing we ask now; it may tell that there are two of us. */
  private void settle() throws DeviceFault {
    Leftovers.clear(link, buffer, timing.gapMillis(), timing.lumpMillis(), this::overhears);
    count(ear.quiet());
    codec.reset();
  }

  @Override
  public void overhears(byte[] bytes, int offset, int length) {
    count(ear.feed(bytes, offset, length));
  }

  /** Only reads are counted: the answer to a command looks like its echo. */
  private void count(List<ModbusRelayFrame> frames) {
    for (ModbusRelayFrame frame : frames) {
      if (frame instanceof ModbusRelayFrame.Bits bits && isOurs(bits.address())) {
        twins.hears();
      }
    }
  }

  /** The echo of a read is no answer to it; that of a command looks like one. */
  private void noteEcho(List<ModbusRelayFrame> frames, byte[] request) {
    if (request[1] == ModbusRelayCodec.COMMAND) {
      return;
    }
    List<byte[]> garbled = new ArrayList<>();
    for (ModbusRelayFrame frame : frames) {
      if (frame instanceof ModbusRelayFrame.Garbled g) {
        garbled.add(g.bytes());
      }
    }
    if (garbled.isEmpty()) {
      echo &= whole(frames) == 0;
    } else {
      byte[] first = garbled.getFirst();
      echo |=
          first.length >= request.length
              && Arrays.equals(first, 0, request.length, request, 0, request.length);
    }
  }

  private DeviceFault failure(List<ModbusRelayFrame> frames) {
    boolean nothing = echo || frames.stream().noneMatch(ModbusRelayFrame.Garbled.class::isInstance);
    return nothing
        ? fault(
            FaultKind.NO_ANSWER,
            "does not answer",
            "Check its supply, the wires A and B, its address and the baud rate.")
        : fault(
            FaultKind.GARBLED,
            "was not understood",
            "Check shield and terminating resistors, and that no other board has its address.");
  }

  private DeviceFault declined(ModbusRelayFrame.Declined declined) {
    return fault(
        FaultKind.REFUSED,
        "declines function " + declined.function() + " with code " + declined.code(),
        "Check that it is a model with timed pulses (\"flash\"); not every one of its family is.");
  }

  private DeviceFault conflict() {
    return fault(
        FaultKind.ADDRESS_CONFLICT,
        "answers twice to a request",
        "Look for a second board with address " + address + " on this bus.");
  }

  private boolean isOurs(int from) {
    return from == address;
  }

  private DeviceFault fault(FaultKind kind, String what, String check) {
    return new DeviceFault(kind, "The relay board at address " + address + " " + what, check);
  }
}
