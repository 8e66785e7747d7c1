package io.shelfkeeper.agent.core.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedOrderTest {
  private static final SignedOrder.Audience SELF =
      new SignedOrder.Audience("acme", "shop-1", "dev-1");
  private static final String ORDER =
      """
      {"purpose":"shelfkeeper-order-1","tenant":"acme","site":"shop-1","device":"dev-1",\
      "order":"0123456789abcdef0123456789abcdef","action":"release","target":"lock/C3",\
      "challenge":"fedcba9876543210fedcba9876543210","issued":1793610930}\
      """;

  private static Issuing root;
  private static Issuing opener;
  private static Issuing pricer;
  private static Trust trust;

  @BeforeAll
  static void issue() throws Exception {
    root = new Issuing("root");
    opener = new Issuing("opener");
    pricer = new Issuing("pricer");
    byte[] bundle =
        root.sign(Issuing.bundle(1, opener.entry("\"open\""), pricer.entry("\"price\"")));
    trust = ((Trust.Taking.Taken) Trust.of(root.key(), 0).take(bundle)).trust();
  }

  @Test
  void anOrderOfAnOpenerIsAuthentic() throws Exception {
    assertEquals(
        new SignedOrder.Reading.Authentic(
            new SignedOrder(
                "0123456789abcdef0123456789abcdef",
                SignedOrder.Action.RELEASE,
                "lock/C3",
                "fedcba9876543210fedcba9876543210",
                1_793_610_930L,
                "opener")),
        SignedOrder.read(opener.sign(ORDER), trust, SELF));
  }

  @Test
  void aHeaderWithTheCommonTypeIsTaken() throws Exception {
    byte[] order = opener.sign("{\"typ\":\"JWT\",\"alg\":\"EdDSA\",\"kid\":\"opener\"}", ORDER);
    assertInstanceOf(SignedOrder.Reading.Authentic.class, SignedOrder.read(order, trust, SELF));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"none\",\"kid\":\"opener\"}",
        "{\"alg\":\"HS256\",\"kid\":\"opener\"}",
        "{\"alg\":\"ES256\",\"kid\":\"opener\"}",
        "{\"alg\":\"EdDSA\"}",
        "{\"kid\":\"opener\"}",
        "{\"alg\":\"EdDSA\",\"kid\":\"opener\",\"crit\":[\"b64\"],\"b64\":0}",
        "{\"alg\":\"EdDSA\",\"kid\":\"opener\",\"jwk\":{}}",
        "{\"alg\":\"EdDSA\",\"kid\":\"opener\",\"typ\":\"JOSE+JSON\"}",
        "{\"alg\":\"EdDSA\",\"alg\":\"EdDSA\",\"kid\":\"opener\"}",
        "{\"alg\":\"EdDSA\",\"kid\":[\"opener\"]}"
      })
  void aHeaderChoosesNothing(String header) throws Exception {
    assertEquals(Why.MALFORMED, refused(opener.sign(header, ORDER)));
  }

  @ParameterizedTest
  @CsvSource({
    "order-1,trust-1,MALFORMED",
    "acme,other,NOT_FOR_US",
    "shop-1,shop-2,NOT_FOR_US",
    "dev-1,dev-2,NOT_FOR_US",
    "release,open,MALFORMED",
    "cdef0123,cdef012g,MALFORMED",
    "cdef0123,CDEF0123,MALFORMED",
    "0123456789abcdef0123456789abcdef,0123,MALFORMED",
    "lock/C3,'',MALFORMED",
    "1793610930,-1,MALFORMED",
    "1793610930,1.5,MALFORMED",
    "'\"issued\"','\"more\":1,\"issued\"',MALFORMED",
    "'\"target\":\"lock/C3\",','',MALFORMED",
    "'\"target\"','\"target\":\"lock/C4\",\"target\"',MALFORMED"
  })
  void anOrderThatIsNotExactlyOneForUsIsRefused(String from, String to, Why why) throws Exception {
    String changed = ORDER.replace(from, to);
    assertTrue(!changed.equals(ORDER), "the change changes something");
    assertEquals(why, refused(opener.sign(changed)));
  }

  @Test
  void anotherKeyOpensNothing() throws Exception {
    assertEquals(Why.OUT_OF_SCOPE, refused(pricer.sign(ORDER)));
    assertEquals(Why.UNKNOWN_KEY, refused(root.sign(ORDER)));
    assertEquals(Why.BAD_SIGNATURE, refused(new Issuing("opener").sign(ORDER)));
    assertEquals(Why.UNKNOWN_KEY, refused(new Issuing("stranger").sign(ORDER)));
  }

  @Test
  void theAnswerTellsNothingAboutKeys() {
    assertEquals(Why.BAD_SIGNATURE.code(), Why.UNKNOWN_KEY.code());
    assertEquals(Why.BAD_SIGNATURE.code(), Why.OUT_OF_SCOPE.code());
    assertEquals(Why.BAD_SIGNATURE.code(), Why.NOT_FOR_US.code());
  }

  @Test
  void whatFollowsOrIsTooLongIsRefused() throws Exception {
    String good = new String(opener.sign(ORDER), StandardCharsets.US_ASCII);
    for (String bad : new String[] {good + ".", good + "A", good + "=", good + "\n", " " + good}) {
      assertEquals(Why.MALFORMED, refused(bad.getBytes(StandardCharsets.US_ASCII)));
    }
    assertEquals(Why.TOO_LARGE, refused(new byte[1_025]));
    assertEquals(Why.MALFORMED, refused(new byte[1_024]));
    assertEquals(Why.MALFORMED, refused(new byte[0]));
  }

  @Test
  void noMutantOfAGoodOrderIsAuthentic() throws Exception {
    mutate(20_261_125L, 2_000);
  }

  @Test
  @Tag("deep")
  void noMutantOfAHundredThousandIsAuthentic() throws Exception {
    mutate(Long.getLong("seed", 1L), 100_000);
  }

  /** Changes bytes of the text, and of signed parts that are signed again by nobody. */
  private static void mutate(long seed, int rounds) throws Exception {
    Random random = new Random(seed);
    byte[] good = opener.sign(ORDER);
    Map<Why, Integer> whys = new EnumMap<>(Why.class);
    for (int round = 0; round < rounds; round++) {
      byte[] bad = round % 2 == 0 ? flipped(good, random) : payloadChanged(good, random);
      switch (SignedOrder.read(bad, trust, SELF)) {
        case SignedOrder.Reading.Refused refused -> whys.merge(refused.why(), 1, Integer::sum);
        case SignedOrder.Reading.Authentic order ->
            fail(
                "seed %d round %d: %s"
                    .formatted(seed, round, new String(bad, StandardCharsets.US_ASCII)));
      }
    }
    System.out.println("mutated orders: " + rounds + ", seed " + seed + ", refused as " + whys);
    int checked = whys.getOrDefault(Why.BAD_SIGNATURE, 0);
    assertTrue(checked * 5 >= rounds, "only " + checked + " reached the signature check");
  }

  private static Why refused(byte[] order) {
    return assertInstanceOf(SignedOrder.Reading.Refused.class, SignedOrder.read(order, trust, SELF))
        .why();
  }

  private static byte[] flipped(byte[] good, Random random) {
    byte[] bad = good.clone();
    while (Arrays.equals(bad, good)) {
      int at = random.nextInt(good.length);
      bad[at] =
          random.nextBoolean()
              ? good[random.nextInt(good.length)]
              : (byte) (good[at] ^ 1 << random.nextInt(8));
    }
    return bad;
  }

  /** Another well-formed order under the old signature. */
  private static byte[] payloadChanged(byte[] good, Random random) {
    String[] parts = new String(good, StandardCharsets.US_ASCII).split("\\.");
    String target = "lock/" + (char) ('A' + random.nextInt(26)) + random.nextInt(1_000_000);
    String order = ORDER.replace("lock/C3", target);
    return (parts[0] + "." + Issuing.url(order) + "." + parts[2])
        .getBytes(StandardCharsets.US_ASCII);
  }
}
