package io.shelfkeeper.agent.core.orders;

import io.shelfkeeper.agent.core.permits.LockPlan;
import io.shelfkeeper.agent.core.planogram.PlanogramSetup;
import io.shelfkeeper.agent.core.prices.PriceSetup;
import io.shelfkeeper.agent.core.trust.IssuerKey;
import io.shelfkeeper.agent.core.trust.SignedOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What orders and documents of this site may be about.
 *
 * @param self whom orders have to be addressed to
 * @param root whose word names the issuers, or null: then nothing can be ordered
 * @param locks in the order of the site file; a lock's place in it is its number
 * @param pulsesPerMinuteMax how often locks of this site may move in a minute, all together
 * @param prices what the site file says of prices
 * @param planogram what became of the planogram in the journal
 */
public record OrderSetup(
    SignedOrder.Audience self,
    @Nullable IssuerKey root,
    List<LockPlan> locks,
    int pulsesPerMinuteMax,
    PriceSetup prices,
    PlanogramSetup planogram) {
  public OrderSetup {
    locks = List.copyOf(locks);
  }

  /** Of a site that gets no documents but bundles. */
  public OrderSetup(
      SignedOrder.Audience self,
      @Nullable IssuerKey root,
      List<LockPlan> locks,
      int pulsesPerMinuteMax) {
    this(self, root, locks, pulsesPerMinuteMax, PriceSetup.none(), PlanogramSetup.none());
  }

  /** Of a device that has nothing to open. */
  public static OrderSetup none() {
    return new OrderSetup(new SignedOrder.Audience("", "", ""), null, List.of(), 1);
  }
}
