package io.shelfkeeper.agent.core.documents;

import io.shelfkeeper.agent.core.planogram.PlanogramSetup;
import io.shelfkeeper.agent.core.prices.PriceSetup;
import io.shelfkeeper.agent.core.trust.IssuerKey;
import io.shelfkeeper.agent.core.trust.SignedOrder;
import org.jspecify.annotations.Nullable;

/**
 * What documents of this site may be about.
 *
 * @param self whom documents have to be addressed to
 * @param root whose word names the issuers, or null: then nobody is trusted
 * @param prices what the site file says of prices
 * @param planogram what became of the planogram in the journal
 */
public record DocumentSetup(
    SignedOrder.Audience self,
    @Nullable IssuerKey root,
    PriceSetup prices,
    PlanogramSetup planogram) {

  /** Of a site that gets no documents but bundles. */
  public DocumentSetup(SignedOrder.Audience self, @Nullable IssuerKey root) {
    this(self, root, PriceSetup.none(), PlanogramSetup.none());
  }

  /** Of a device that believes nobody. */
  public static DocumentSetup none() {
    return new DocumentSetup(new SignedOrder.Audience("", "", ""), null);
  }
}
