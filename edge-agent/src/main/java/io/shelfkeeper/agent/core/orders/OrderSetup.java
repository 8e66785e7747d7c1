package io.shelfkeeper.agent.core.orders;

import io.shelfkeeper.agent.core.permits.LockPlan;
import io.shelfkeeper.agent.core.trust.SignedOrder;
import java.util.List;

/**
 * What orders of this site may be about.
 *
 * @param self whom orders have to be addressed to
 * @param locks in the order of the site file; a lock's place in it is its number
 * @param pulsesPerMinuteMax how often locks of this site may move in a minute, all together
 */
public record OrderSetup(SignedOrder.Audience self, List<LockPlan> locks, int pulsesPerMinuteMax) {
  public OrderSetup {
    locks = List.copyOf(locks);
  }

  /** Of a device that has nothing to open. */
  public static OrderSetup none() {
    return new OrderSetup(new SignedOrder.Audience("", "", ""), List.of(), 1);
  }
}
