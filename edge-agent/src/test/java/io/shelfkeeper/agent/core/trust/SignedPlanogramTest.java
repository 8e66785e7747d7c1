package io.shelfkeeper.agent.core.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Manifests of planograms: only what an issuer of configurations signed for this site is read. */
class SignedPlanogramTest {
  private static final SignedOrder.Audience SELF =
      new SignedOrder.Audience("tenant-1", "shop-1", "dev-1");
  private static final String HASH = "A".repeat(43);

  private static Issuing pricer;
  private static Issuing planner;
  private static Trust trust;

  @BeforeAll
  static void issue() throws Exception {
    Issuing root = new Issuing("root");
    pricer = new Issuing("pricer");
    planner = new Issuing("planner");
    byte[] bundle =
        root.sign(Issuing.bundle(1, pricer.entry("\"price\""), planner.entry("\"config\"")));
    trust = ((Trust.Taking.Taken) Trust.of(root.key(), 0).take(bundle)).trust();
  }

  private static String manifest(String apply, int parts) {
    return """
    {"purpose":"shelfkeeper-planogram-1","tenant":"tenant-1","site":"shop-1","version":7,\
    "apply":"%s","parts":[%s]}\
    """
        .formatted(
            apply,
            IntStream.range(0, parts)
                .mapToObj(i -> "\"%s%02d\"".formatted(HASH.substring(2), i))
                .collect(Collectors.joining(",")));
  }

  private static Why refused(byte[] compact) {
    SignedManifest.Reading read = SignedManifest.read(compact, trust, SELF);
    return assertInstanceOf(SignedManifest.Reading.Refused.class, read).why();
  }

  @ParameterizedTest
  @CsvSource({"now, NOW", "restock, RESTOCK"})
  void aManifestOfAnIssuerOfConfigurationsIsAuthentic(String word, SignedPlanogram.Apply apply)
      throws Exception {
    SignedPlanogram signed =
        new SignedPlanogram(7, apply, List.of(HASH.substring(2) + "00"), "planner");
    assertEquals(
        new SignedManifest.Reading.Authentic(signed),
        SignedManifest.read(planner.sign(manifest(word, 1)), trust, SELF));
  }

  @Test
  void whoMakesPricesPlansNoShelvesAndTheOtherWayRound() throws Exception {
    assertEquals(Why.OUT_OF_SCOPE, refused(pricer.sign(manifest("now", 1))));
    String prices =
        manifest("now", 1)
            .replace("-planogram-", "-prices-")
            .replace("\"apply\":\"now\"", "\"active_from\":\"now\",\"currency\":\"EUR\"");
    assertEquals(Why.OUT_OF_SCOPE, refused(planner.sign(prices)));
    assertInstanceOf(
        SignedManifest.Reading.Authentic.class,
        SignedManifest.read(pricer.sign(prices), trust, SELF));
  }

  @ParameterizedTest
  @CsvSource({
    "shelfkeeper-planogram-1, shelfkeeper-order-1, MALFORMED",
    "tenant-1, tenant-2, NOT_FOR_US",
    "shop-1, shop-2, NOT_FOR_US",
    "'\"version\":7', '\"version\":0', MALFORMED",
    "'\"apply\":\"now\"', '\"apply\":\"soon\"', MALFORMED",
    "'\"apply\":\"now\"', '\"apply\":\"now\",\"unless\":1', MALFORMED"
  })
  void whatIsMeantForOthersOrForNobodyIsRefused(String right, String wrong, Why why)
      throws Exception {
    assertEquals(why, refused(planner.sign(manifest("now", 1).replace(right, wrong))));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 17})
  void aPlanogramHasOneToSixteenParts(int parts) throws Exception {
    assertEquals(Why.MALFORMED, refused(planner.sign(manifest("now", parts))));
  }
}
