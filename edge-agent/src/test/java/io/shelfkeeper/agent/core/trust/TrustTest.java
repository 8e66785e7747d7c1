package io.shelfkeeper.agent.core.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrustTest {
  private static final String NEUTRAL = "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

  private Issuing root;
  private Issuing first;
  private Issuing second;

  @BeforeEach
  void issue() throws Exception {
    root = new Issuing("root");
    first = new Issuing("first");
    second = new Issuing("second");
  }

  @Test
  void theVersionOnlyRises() throws Exception {
    Trust trust = taken(Trust.of(root.key(), 0), Issuing.bundle(7, first.entry("\"open\"")));
    assertEquals(7, trust.version());
    for (long version : new long[] {0, 6, 7}) {
      assertEquals(Why.OLD_VERSION, refused(trust, root.sign(Issuing.bundle(version))));
    }
    assertEquals(8, taken(trust, Issuing.bundle(8)).version());
  }

  @Test
  void aVersionThatWasSeenOnceIsRememberedWithoutItsKeys() throws Exception {
    Trust trust = Trust.of(root.key(), 9);
    assertEquals(
        Why.OLD_VERSION, refused(trust, root.sign(Issuing.bundle(9, first.entry("\"open\"")))));
  }

  @Test
  void keysOverlapWhileTheyAreExchangedAndEndWhenTheyAreNotNamed() throws Exception {
    Trust trust = taken(Trust.of(root.key(), 0), Issuing.bundle(1, first.entry("\"open\"")));
    assertEquals(first.key(), trust.key("first", Scope.OPEN));
    String both = Issuing.bundle(2, first.entry("\"open\""), second.entry("\"open\""));
    trust = taken(trust, both);
    assertEquals(first.key(), trust.key("first", Scope.OPEN));
    assertEquals(second.key(), trust.key("second", Scope.OPEN));
    Trust last = taken(trust, Issuing.bundle(3, second.entry("\"open\"")));
    assertEquals(Why.UNKNOWN_KEY, thrown(last, "first", Scope.OPEN));
    assertEquals(second.key(), last.key("second", Scope.OPEN));
  }

  @Test
  void aPriceKeyOpensNothing() throws Exception {
    String bundle = Issuing.bundle(1, first.entry("\"price\",\"config\""));
    Trust trust = taken(Trust.of(root.key(), 0), bundle);
    assertEquals(first.key(), trust.key("first", Scope.CONFIG));
    assertEquals(Why.OUT_OF_SCOPE, thrown(trust, "first", Scope.OPEN));
    assertEquals(Why.OUT_OF_SCOPE, thrown(trust, "first", Scope.UPDATE));
  }

  @Test
  void onlyTheRootSpeaksForTheRoot() throws Exception {
    Trust trust = taken(Trust.of(root.key(), 0), Issuing.bundle(1, first.entry("\"config\"")));
    String bundle = Issuing.bundle(2, second.entry("\"open\""));
    assertEquals(Why.BAD_SIGNATURE, refused(trust, new Issuing("root").sign(bundle)));
    assertEquals(Why.UNKNOWN_KEY, refused(trust, first.sign(bundle)));
  }

  @Test
  void aWeakKeyInABundleRefusesTheWholeBundle() throws Exception {
    String weak = "{\"kid\":\"w\",\"x\":\"%s\",\"scopes\":[\"open\"]}".formatted(NEUTRAL);
    Trust trust = Trust.of(root.key(), 0);
    String bundle = Issuing.bundle(1, first.entry("\"open\""), weak);
    assertEquals(Why.WEAK_KEY, refused(trust, root.sign(bundle)));
  }

  @Test
  void aBundleThatIsNotExactlyOneIsRefused() throws Exception {
    String open = first.entry("\"open\"");
    String other = second.entry("\"open\"");
    for (String bundle :
        new String[] {
          Issuing.bundle(1, open, open),
          Issuing.bundle(1, open, other.replace("\"second\"", "\"first\"")),
          Issuing.bundle(1, open, open.replace("\"first\"", "\"third\"")),
          Issuing.bundle(1, open.replace("\"first\"", "\"root\"")),
          Issuing.bundle(1, root.entry("\"open\"").replace("\"root\"", "\"again\"")),
          Issuing.bundle(1, first.entry("")),
          Issuing.bundle(1, first.entry("\"open\",\"open\"")),
          Issuing.bundle(1, first.entry("\"everything\"")),
          Issuing.bundle(1, first.entry("7")),
          Issuing.bundle(1, "7"),
          Issuing.bundle(1, open.replace("\"kid\"", "\"more\":1,\"kid\"")),
          Issuing.bundle(1).replace("[]", "\"none\""),
          Issuing.bundle(1, open.replace("[\"open\"]", "\"open\"")),
          Issuing.bundle(1, open.replace("\"first\"", "\"\"")),
          Issuing.bundle(1, open.replace("\"first\"", "7")),
          Issuing.bundle(1, open.replace("\"first\"", "\"" + "f".repeat(65) + "\"")),
          Issuing.bundle(1).replace("trust-1", "order-1"),
          Issuing.bundle(1).replace("\"version\"", "\"more\":1,\"version\""),
          Issuing.bundle(1).replace("\"version\":1,", ""),
        }) {
      assertEquals(Why.MALFORMED, refused(Trust.of(root.key(), 0), root.sign(bundle)), bundle);
    }
  }

  @Test
  void aBundleNamesAtMostThirtyTwoKeys() throws Exception {
    List<String> entries = new ArrayList<>();
    for (int i = 0; i <= Trust.KEYS_MAX; i++) {
      entries.add(new Issuing("k" + i).entry("\"open\""));
    }
    String tooMany = Issuing.bundle(1, entries.toArray(String[]::new));
    assertEquals(Why.MALFORMED, refused(Trust.of(root.key(), 0), root.sign(tooMany)));
    entries.removeLast();
    String just = Issuing.bundle(1, entries.toArray(String[]::new));
    assertEquals(Trust.KEYS_MAX, taken(Trust.of(root.key(), 0), just).keyIds().size());
  }

  private Trust taken(Trust trust, String bundle) throws Exception {
    return assertInstanceOf(Trust.Taking.Taken.class, trust.take(root.sign(bundle))).trust();
  }

  private static Why refused(Trust trust, byte[] bundle) {
    return assertInstanceOf(Trust.Taking.Refused.class, trust.take(bundle)).why();
  }

  private static Why thrown(Trust trust, String keyId, Scope scope) {
    return assertThrows(Untrusted.class, () -> trust.key(keyId, scope)).why();
  }
}
