package io.shelfkeeper.drivers.scale.rs485transmitter;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.link.ByteLink;
import io.shelfkeeper.drivers.wire.RtuTiming;

/**
 * What a transmitter says it is, for a person who compares it with a plan. Asked once, without a
 * second try: whoever looks for strangers must not wait for the silent.
 *
 * @param firmware register 6; which printed version it means is not documented
 * @param unit code of the unit, 1 is grams
 * @param rangeMax what the cell may carry, in the unit
 */
public record TransmitterIdentity(int firmware, int unit, double rangeMax) {

  /**
   * Asks whoever is at an address.
   *
   * @throws DeviceFault if nobody answers there, or nobody that we understand
   */
  public static TransmitterIdentity ask(ByteLink link, RtuTiming timing, int address)
      throws DeviceFault {
    TransmitterConversation conversation = new TransmitterConversation(link, timing, address);
    int firmware = conversation.ask(TransmitterRegister.FIRMWARE).word(0);
    int unit = conversation.ask(TransmitterRegister.UNIT).word(0);
    int range = conversation.ask(TransmitterRegister.RANGE_MAX).number(0);
    int decimals =
        TransmitterStatus.of(conversation.ask(TransmitterRegister.STATUS).word(0)).decimals();
    return new TransmitterIdentity(firmware, unit, range / Math.pow(10, decimals));
  }
}
