package io.shelfkeeper.agent.core.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.step.Input.PulseAnswer;
import io.shelfkeeper.agent.core.trust.Issuing;
import io.shelfkeeper.agent.core.trust.SignedOrder;
import io.shelfkeeper.agent.core.trust.Trust;
import io.shelfkeeper.agent.core.trust.Why;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No bad order opens, however many come, and a good one between them does. */
class MutatedOrdersTest {
  private static final int IN_EVERY_BUILD = 100_000;
  private static final int DEEP = 1_000_000;
  private static final int GOOD_ONE_IN = 10_000;

  /** Of a hundred: so many are as good as a good one but for the signature. */
  private static final int FORGED_PERCENT = 21;

  private static final int FORGED_PERCENT_DEEP = 31;

  @Test
  void noneOfAHundredThousandBadOrdersOpens() throws Exception {
    attack(IN_EVERY_BUILD, FORGED_PERCENT);
  }

  /** More on request: {@code -Dorders.mutants=10000000}. */
  @Test
  @Tag("deep")
  void noneOfAMillionBadOrdersOpens() throws Exception {
    attack(Integer.getInteger("orders.mutants", DEEP), FORGED_PERCENT_DEEP);
  }

  private static void attack(int orders, int forgedPercent) throws Exception {
    long seed = Long.getLong("orders.seed", 20_261_125L);
    SplittableRandom random = new SplittableRandom(seed);
    Rig rig = new Rig();
    Issuing pricer = new Issuing("pricer");
    byte[] bundle =
        rig.root.sign(Issuing.bundle(2, rig.opener.entry("\"open\""), pricer.entry("\"price\"")));
    rig.document(bundle);
    Trust trust = ((Trust.Taking.Taken) Trust.of(rig.root.key(), 0).take(bundle)).trust();
    Mutants mutants = new Mutants(rig, random, pricer);
    int forged = 0;
    int good = 0;
    for (int i = 1; i <= orders; i++) {
      boolean atTheSignature = random.nextInt(100) < forgedPercent;
      byte[] bad = atTheSignature ? mutants.forged() : mutants.broken();
      if (atTheSignature && forged++ % 500 == 0) {
        assertEquals(
            new SignedOrder.Reading.Refused(Why.BAD_SIGNATURE),
            SignedOrder.read(bad, trust, Rig.SELF));
      }
      rig.nanos += 1_000_000;
      rig.arrive(bad);
      assertEquals(0, rig.pulses().size(), "seed " + seed + ", order " + i + " opened");
      if (i % GOOD_ONE_IN == 0) {
        rig.order("lock/C");
        assertEquals(1, rig.pulses().size(), "the good order after " + i + " bad ones");
        good++;
        rig.pulsed(PulseAnswer.ANSWERED);
      }
      if (i % 1_000 == 0) {
        mutants.renew();
      }
      rig.out.clear();
      rig.said.clear();
    }
    System.out.printf(
        "bad orders: %d, at the signature: %d, opened: 0; good orders between them: %d, opened:"
            + " %d, seed %d%n",
        orders, forged, good, good, seed);
    assertTrue(forged * 5L >= orders, "only " + forged + " reached the signature");
    assertEquals(orders / GOOD_ONE_IN, rig.burned.size());
  }
}
