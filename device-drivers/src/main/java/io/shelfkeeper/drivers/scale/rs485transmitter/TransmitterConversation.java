package io.shelfkeeper.drivers.scale.rs485transmitter;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.ByteLink;
import io.shelfkeeper.drivers.wire.RtuTiming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request, one answer. Never returns the answer of another address, nor one of another length
 * than was asked for, nor a broken one.
 *
 * <p>The protocol has no sequence numbers. What tells an answer that came too late from the one
 * wanted is its length: the driver alternates between values of one and of two registers after each
 * failure.
 */
final class TransmitterConversation {
  /** What may come in for one request before we call it babble. */
  private static final int ANSWER_BYTES_MAX = 80;

  /** Fewer bytes than this may be stray ones that a device sends when it takes the line. */
  private static final int ANSWER_BYTES_MIN = 5;

  /** So many broken answers in a row are no accident any more. */
  private static final int PATTERN = 5;

  private final ByteLink link;
  private final RtuTiming timing;
  private final int address;
  private final TransmitterCodec codec = new TransmitterCodec();
  private final byte[] buffer = new byte[ANSWER_BYTES_MAX];

  /** An answer may still be under way. */
  private boolean owed;

  /** Weights in a row that began right and were broken: two speak at once. */
  private int mixed;

  /** Answers in a row that looked like nothing we know: another speed. */
  private int foreign;

  /** Rises by 2 with a request that was answered twice, falls by 1 with any other. */
  private int doubled;

  TransmitterConversation(ByteLink link, RtuTiming timing, int address) {
    this.link = link;
    this.timing = timing;
    this.address = address;
  }

  /**
   * Asks for one value and waits for it.
   *
   * @throws DeviceFault of every kind but {@code MISCONFIGURED}
   */
  TransmitterFrame.Registers ask(TransmitterRegister register) throws DeviceFault {
    boolean afterwards = awaitGap();
    codec.reset();
    link.write(TransmitterCodec.read(address, register));
    Hearing hearing = listen(register.words());
    noteDoubled((afterwards || hearing.again) && !owed);
    TransmitterFrame.Declined declined = hearing.declined;
    TransmitterFrame.Registers answer = hearing.answer;
    owed = answer == null && declined == null;
    if (declined != null) {
      throw declined(declined, register);
    }
    if (answer == null) {
      throw failure(hearing);
    }
    foreign = 0;
    if (doubled >= PATTERN) {
      throw conflict("answers twice to each request");
    }
    // Two devices on one address agree on most values, but hardly on a weight.
    mixed = answer.words() == 2 ? 0 : mixed;
    return answer;
  }

  /**
   * Silence before a request, so that devices know where it begins.
   *
   * @return whether our device spoke once more, after its answer
   */
  private boolean awaitGap() throws DeviceFault {
    boolean again = false;
    int room = ANSWER_BYTES_MAX;
    while (room > 0) {
      int count = link.read(buffer, 0, room, timing.gapMillis());
      if (count == 0) {
        break;
      }
      room -= count;
      again |= codec.feed(buffer, 0, count).stream().anyMatch(this::isOurs);
    }
    return again;
  }

  private Hearing listen(int words) throws DeviceFault {
    Hearing hearing = new Hearing(words);
    int wait = timing.answerMillis();
    int room = ANSWER_BYTES_MAX;
    while (!hearing.isAnswered() && room > 0) {
      int count = link.read(buffer, 0, room, wait);
      if (count == 0) {
        break;
      }
      room -= count;
      hearing.hear(codec.feed(buffer, 0, count));
      boolean mayComeYet = hearing.endsWhole || ANSWER_BYTES_MAX - room < ANSWER_BYTES_MIN;
      wait = mayComeYet ? timing.answerMillis() : timing.lumpMillis();
    }
    if (!hearing.isAnswered()) {
      hearing.hear(codec.quiet());
    }
    return hearing;
  }

  private void noteDoubled(boolean twice) {
    doubled = twice ? Math.min(doubled + 2, 2 * PATTERN) : Math.max(doubled - 1, 0);
  }

  private DeviceFault failure(Hearing hearing) {
    TransmitterFrame.Garbled garbled = hearing.garbled;
    if (garbled == null) {
      return new DeviceFault(
          FaultKind.NO_ANSWER,
          who() + (hearing.others ? " was too late or silent" : " does not answer"),
          "Check its supply, the wires A and B, its address and its baud rate.");
    }
    boolean ours = garbled.headed() && (garbled.bytes()[0] & 0xFF) == address;
    mixed = ours && hearing.words == 2 ? mixed + 1 : mixed;
    foreign = ours ? 0 : foreign + 1;
    if (mixed >= PATTERN) {
      return conflict("sends weights that are broken behind a good beginning, each time");
    }
    if (foreign >= PATTERN) {
      return new DeviceFault(
          FaultKind.WRONG_BAUD,
          who() + " or a neighbour sends nothing but bytes that make no sense",
          "Check that all devices of the bus are set to the baud rate of the site file.");
    }
    return new DeviceFault(
        FaultKind.GARBLED,
        who() + " was not understood: " + garbled.reason(),
        "Check shield, earth and the terminating resistors of the bus.");
  }

  private DeviceFault conflict(String how) {
    return new DeviceFault(
        FaultKind.ADDRESS_CONFLICT,
        who() + " " + how,
        "Look for a second device with address " + address + " on this bus.");
  }

  private DeviceFault declined(TransmitterFrame.Declined declined, TransmitterRegister register) {
    String why =
        switch (declined.code()) {
          case 1 -> "it cannot read registers";
          case 2 -> "it does not have this register";
          case 3 -> "it does not take this value";
          case 4 -> "it has failed";
          case 6 -> "it is busy";
          default -> "code " + declined.code();
        };
    return new DeviceFault(
        FaultKind.REFUSED,
        who() + " declines register " + register.number() + ": " + why,
        "Check that it is the model of the site file and its firmware is V1.1 or later.");
  }

  private String who() {
    return "The weight transmitter at address " + address;
  }

  private boolean isOurs(TransmitterFrame frame) {
    return frame instanceof TransmitterFrame.Registers r && r.address() == address;
  }

  /** What has been heard since the request. */
  private final class Hearing {
    private final int words;
    private TransmitterFrame.@Nullable Registers answer;
    private TransmitterFrame.@Nullable Declined declined;
    private TransmitterFrame.@Nullable Garbled garbled;
    private boolean others;
    private boolean again;
    private boolean endsWhole;

    Hearing(int words) {
      this.words = words;
    }

    boolean isAnswered() {
      return answer != null || declined != null;
    }

    void hear(List<TransmitterFrame> frames) {
      endsWhole = false;
      for (TransmitterFrame frame : frames) {
        endsWhole = !(frame instanceof TransmitterFrame.Garbled);
        switch (frame) {
          case TransmitterFrame.Garbled g -> garbled = garbled == null ? g : garbled;
          case TransmitterFrame.Registers r when r.address() == address && r.words() == words -> {
            again = isAnswered();
            answer = again ? answer : r;
          }
          case TransmitterFrame.Declined d when d.address() == address && d.function() == 3 -> {
            again = isAnswered();
            declined = again ? declined : d;
          }
          case TransmitterFrame.Registers r -> others = true;
          case TransmitterFrame.Declined d -> others = true;
          case TransmitterFrame.Written w -> others = true;
        }
      }
    }
  }
}
