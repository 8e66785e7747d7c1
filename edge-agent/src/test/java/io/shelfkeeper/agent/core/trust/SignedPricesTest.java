package io.shelfkeeper.agent.core.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Manifests of price lists: only what an issuer of prices signed for this site is read. */
class SignedPricesTest {
  private static final SignedOrder.Audience SELF =
      new SignedOrder.Audience("tenant-1", "shop-1", "dev-1");
  private static final String HASH = "A".repeat(43);

  private static Issuing opener;
  private static Issuing pricer;
  private static Trust trust;

  @BeforeAll
  static void issue() throws Exception {
    Issuing root = new Issuing("root");
    opener = new Issuing("opener");
    pricer = new Issuing("pricer");
    byte[] bundle =
        root.sign(Issuing.bundle(1, opener.entry("\"open\""), pricer.entry("\"price\"")));
    trust = ((Trust.Taking.Taken) Trust.of(root.key(), 0).take(bundle)).trust();
  }

  private static String manifest(String more, String parts) {
    return ("{\"purpose\":\"shelfkeeper-prices-1\",\"tenant\":\"tenant-1\",\"site\":\"shop-1\","
            + "\"version\":7,\"active_from\":\"now\",\"currency\":\"EUR\",%s\"parts\":[%s]}")
        .formatted(more, parts);
  }

  private static String quoted(String hash) {
    return "\"" + hash + "\"";
  }

  private static Why refused(byte[] compact) {
    return assertInstanceOf(
            SignedManifest.Reading.Refused.class, SignedManifest.read(compact, trust, SELF))
        .why();
  }

  @Test
  void aManifestOfAnIssuerOfPricesIsAuthentic() throws Exception {
    SignedPrices plain = new SignedPrices(7, "now", "EUR", "", List.of(HASH), "pricer");
    assertEquals(
        new SignedManifest.Reading.Authentic(plain),
        SignedManifest.read(pricer.sign(manifest("", quoted(HASH))), trust, SELF));
    SignedPrices noted = new SignedPrices(7, "now", "EUR", "sale", List.of(HASH), "pricer");
    assertEquals(
        new SignedManifest.Reading.Authentic(noted),
        SignedManifest.read(
            pricer.sign(manifest("\"note\":\"sale\",", quoted(HASH))), trust, SELF));
  }

  @Test
  void whoOpensDoorsMakesNoPrices() throws Exception {
    assertEquals(Why.OUT_OF_SCOPE, refused(opener.sign(manifest("", quoted(HASH)))));
    Issuing impostor = new Issuing("pricer");
    assertEquals(Why.BAD_SIGNATURE, refused(impostor.sign(manifest("", quoted(HASH)))));
  }

  @ParameterizedTest
  @CsvSource({
    "shelfkeeper-prices-1, shelfkeeper-order-1, MALFORMED",
    "tenant-1, tenant-2, NOT_FOR_US",
    "shop-1, shop-2, NOT_FOR_US",
    "'\"version\":7', '\"version\":0', MALFORMED",
    "EUR, EURO, MALFORMED"
  })
  void whatIsMeantForOthersOrForNobodyIsRefused(String right, String wrong, Why why)
      throws Exception {
    String changed = manifest("", quoted(HASH)).replace(right, wrong);
    assertEquals(why, refused(pricer.sign(changed)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // no part
        "7",
        "\"short\"",
        "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+/\"",
        "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\","
            + "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"" // twice
      })
  void partsAreHashesAndEachIsNamedOnce(String parts) throws Exception {
    assertEquals(Why.MALFORMED, refused(pricer.sign(manifest("", parts))));
  }

  @Test
  void aListHasABoundedNumberOfParts() throws Exception {
    List<String> many = Collections.nCopies(SignedPrices.PARTS_MAX + 1, quoted(HASH));
    assertEquals(Why.MALFORMED, refused(pricer.sign(manifest("", String.join(",", many)))));
  }
}
