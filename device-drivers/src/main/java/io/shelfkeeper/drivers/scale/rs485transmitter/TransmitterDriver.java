package io.shelfkeeper.drivers.scale.rs485transmitter;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.api.Scale;
import io.shelfkeeper.drivers.api.ScaleReading;
import io.shelfkeeper.drivers.api.ScaleReading.Condition;
import io.shelfkeeper.drivers.link.ByteLink;
import io.shelfkeeper.drivers.wire.RtuTiming;
import org.jspecify.annotations.Nullable;

/**
 * An RS-485 weight transmitter. Only ever reads: it never tares, zeroes, calibrates or configures.
 *
 * <p>Status and weight stand too far apart to be read together. A weight is called stable only if
 * the status before it and the status after it both say so; the status after one weight is the
 * status before the next, so that a reading costs two exchanges. After any failure a reading begins
 * with the status again: that also keeps a weight that was answered too late from being taken for a
 * new one.
 */
public final class TransmitterDriver implements Scale {
  private static final int TRIES = 3;
  private static final int UNIT_GRAMS = 1;

  private final int address;
  private final TransmitterConversation conversation;

  /** Largest gross value in steps of the device, above 0; null until the device has been known. */
  private @Nullable Integer rangeMax;

  private @Nullable TransmitterStatus before;
  private boolean answering = true;

  /**
   * @param address 1 to 247
   */
  public TransmitterDriver(ByteLink link, RtuTiming timing, int address) {
    this.address = address;
    this.conversation = new TransmitterConversation(link, timing, address);
  }

  /**
   * {@inheritDoc} Tries three times where answers are broken, twice where none comes, and once
   * while the device has been silent before. Leave a silent device alone for 100 ms or longer: late
   * answers are thrown away then.
   */
  @Override
  public ScaleReading read() throws DeviceFault {
    int silences = 0;
    for (int attempt = 1; ; attempt++) {
      try {
        ScaleReading reading = weigh();
        answering = true;
        return reading;
      } catch (DeviceFault fault) {
        before = null;
        silences += fault.kind() == FaultKind.NO_ANSWER ? 1 : 0;
        if (isFinal(fault) || attempt == TRIES || silences == (answering ? 2 : 1)) {
          forgetIfGone(fault);
          throw fault;
        }
      }
    }
  }

  private ScaleReading weigh() throws DeviceFault {
    int range = rangeMax == null ? identify() : rangeMax;
    TransmitterStatus earlier = before == null ? status() : before;
    int gross = conversation.ask(TransmitterRegister.GROSS).number(0);
    TransmitterStatus later = status();
    before = later;
    return reading(earlier, gross, later, range);
  }

  private static ScaleReading reading(
      TransmitterStatus earlier, int gross, TransmitterStatus later, int range) {
    if (earlier.overflow() || later.overflow() || earlier.overload() || later.overload()) {
      return noWeight(Condition.OVERLOAD);
    }
    if (earlier.decimals() != later.decimals()) {
      return noWeight(Condition.FAULTY);
    }
    if (gross > range) {
      return noWeight(Condition.OVERLOAD);
    }
    if (gross < -range) {
      return noWeight(Condition.UNDERLOAD);
    }
    boolean stable = earlier.stable() && later.stable();
    return new ScaleReading(
        gross / Math.pow(10, later.decimals()), stable ? Condition.STABLE : Condition.MOVING);
  }

  private static ScaleReading noWeight(Condition condition) {
    return new ScaleReading(Double.NaN, condition);
  }

  /**
   * Makes sure that this is the device we think it is, and that it speaks of grams. The status
   * comes first: behind its short answer no late weight can come any more that would pass for the
   * range.
   */
  private int identify() throws DeviceFault {
    before = status();
    int range = conversation.ask(TransmitterRegister.RANGE_MAX).number(0);
    int firmware = conversation.ask(TransmitterRegister.FIRMWARE).word(0);
    int unit = conversation.ask(TransmitterRegister.UNIT).word(0);
    if (unit != UNIT_GRAMS) {
      throw misconfigured(
          "is set to unit code " + unit + ", not to grams (1)", "Set register 104 to 1");
    }
    if (firmware == 0 || range <= 0) {
      throw misconfigured(
          "tells firmware " + firmware + " and maximum range " + range,
          "Check that it is the model of the site file, and that it has been calibrated");
    }
    rangeMax = range;
    return range;
  }

  private DeviceFault misconfigured(String how, String check) {
    return new DeviceFault(
        FaultKind.MISCONFIGURED,
        "The weight transmitter at address " + address + " " + how,
        check + ", then wait for the next try.");
  }

  private TransmitterStatus status() throws DeviceFault {
    return TransmitterStatus.of(conversation.ask(TransmitterRegister.STATUS).word(0));
  }

  /** Another try would not change these. */
  private static boolean isFinal(DeviceFault fault) {
    return switch (fault.kind()) {
      case LINK_DOWN, MISCONFIGURED, ADDRESS_CONFLICT -> true;
      default -> false;
    };
  }

  /** What was away may have been replaced or set up anew. */
  private void forgetIfGone(DeviceFault fault) {
    if (fault.kind() == FaultKind.NO_ANSWER || fault.kind() == FaultKind.LINK_DOWN) {
      answering = fault.kind() == FaultKind.LINK_DOWN;
      rangeMax = null;
    }
  }
}
