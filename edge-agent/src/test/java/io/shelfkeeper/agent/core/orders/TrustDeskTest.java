package io.shelfkeeper.agent.core.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.documents.TrustDesk;
import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.core.step.Input.PulseAnswer;
import io.shelfkeeper.agent.core.trust.Issuing;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom a desk believes, and from when on. */
class TrustDeskTest {
  private Rig rig;
  private Issuing next;

  @BeforeEach
  void open() throws Exception {
    rig = new Rig();
    next = new Issuing("next");
  }

  private void bundle(long version, String... entries) throws Exception {
    rig.document(rig.root.sign(Issuing.bundle(version, entries)));
  }

  @Test
  void aKeyThatANewBundleDoesNotNameIsRevoked() throws Exception {
    bundle(2, next.entry("\"open\""));
    rig.order("lock/C");
    rig.arrive(next.sign(Rig.payload(rig.newId(), "lock/C", rig.newest())));
    assertEquals(List.of("trust 2 [next]", "untrusted"), rig.answers());
    assertEquals(1, rig.pulses().size());
  }

  @Test
  void twoKeysOverlap() throws Exception {
    bundle(2, rig.opener.entry("\"open\""), next.entry("\"open\""));
    rig.order("lock/C");
    rig.pulsed(PulseAnswer.ANSWERED);
    rig.after(4);
    rig.arrive(next.sign(Rig.payload(rig.newId(), "lock/C", rig.newest())));
    assertEquals(2, rig.pulses().size());
  }

  @Test
  void theVersionOnlyRisesAlsoAfterARestart() throws Exception {
    bundle(7, next.entry("\"open\""));
    rig.start(null);
    bundle(6, rig.opener.entry("\"open\""));
    bundle(7, rig.opener.entry("\"open\""));
    assertEquals(
        List.of("trust 7 [next]", "document old_version", "document old_version"), rig.answers());
    rig.after(5);
    rig.arrive(next.sign(Rig.payload(rig.newId(), "lock/C", rig.newest())));
    assertEquals(1, rig.pulses().size(), "the kept bundle is in force");
  }

  @Test
  void aKeptBundleThatCannotBeReadTrustsNobodyUntilItComesAgain() throws Exception {
    bundle(7, rig.opener.entry("\"open\""));
    rig.states.put(TrustDesk.BUNDLE, new byte[] {1, 2, 3});
    rig.start(null);
    rig.order("lock/C");
    bundle(6, rig.opener.entry("\"open\""));
    bundle(7, rig.opener.entry("\"open\""));
    bundle(7, next.entry("\"open\""));
    assertEquals(
        List.of(
            "trust 7 [opener]",
            "untrusted",
            "document old_version",
            "trust 7 [opener]",
            "document old_version"),
        rig.answers());
  }

  @Test
  void aLostJournalBringsNoOldIssuerBack() throws Exception {
    bundle(7, next.entry("\"open\""));
    rig.states.clear();
    rig.start("damaged/1");
    assertEquals(7, Objects.requireNonNull(rig.desk.status()).trustVersion());
    bundle(6, rig.opener.entry("\"open\""));
    bundle(7, next.entry("\"open\""));
    assertEquals(
        List.of("trust 7 [next]", "document old_version", "trust 7 [next]"), rig.answers());
  }

  @Test
  void anOldCopyOfTheJournalBringsNoOldIssuerBack() throws Exception {
    Map<String, byte[]> copy = Map.copyOf(rig.states);
    bundle(7, next.entry("\"open\""));
    rig.states.putAll(copy);
    rig.start(null);
    rig.order("lock/C");
    assertEquals(List.of("trust 7 [next]", "untrusted"), rig.answers());
  }

  @Test
  void aFloorThatWasNotRaisedAnyMoreIsRaisedByTheNextStart() throws Exception {
    bundle(7, next.entry("\"open\""));
    rig.floors.clear();
    rig.start(null);
    assertEquals(Map.of(TrustDesk.FLOOR, 7L), rig.floors);
  }

  @Test
  void aKeptBundleOfAnotherVersionIsNotUsed() throws Exception {
    byte[] first = Objects.requireNonNull(rig.states.get(TrustDesk.BUNDLE));
    bundle(7, next.entry("\"open\""));
    rig.states.put(TrustDesk.BUNDLE, first);
    rig.start(null);
    rig.order("lock/C");
    rig.states.remove(TrustDesk.VERSION);
    rig.floors.clear();
    rig.start(null);
    rig.order("lock/C");
    assertEquals(List.of("trust 7 [next]", "untrusted", "untrusted"), rig.answers());
  }

  @Test
  void aVersionThatCannotBeReadTakesNoBundle() throws Exception {
    rig.states.put(TrustDesk.VERSION, new byte[] {9});
    rig.start(null);
    rig.order("lock/C");
    bundle(8, rig.opener.entry("\"open\""));
    assertEquals(List.of("untrusted", "document old_version"), rig.answers());
  }

  @Test
  void theSameBundleAgainIsNotWorthAWord() throws Exception {
    byte[] bundle = rig.root.sign(Issuing.bundle(2, next.entry("\"open\"")));
    rig.document(bundle);
    rig.document(bundle);
    rig.start(null);
    rig.document(bundle);
    assertEquals(List.of("trust 2 [next]"), rig.answers());
    assertEquals(3, rig.acknowledged());
  }

  @Test
  void otherDocumentsAreRefused() throws Exception {
    rig.document("prices".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    rig.document(rig.opener.sign(Issuing.bundle(9, next.entry("\"open\""))));
    rig.document(new Issuing("root").sign(Issuing.bundle(9, next.entry("\"open\""))));
    bundle(9, "{\"kid\":\"w\",\"x\":\"" + "A".repeat(43) + "\",\"scopes\":[\"open\"]}");
    rig.document(new byte[20_000]);
    assertEquals(
        List.of(
            "document malformed",
            "document untrusted",
            "document untrusted",
            "document weak_key",
            "document too_large"),
        rig.answers());
  }

  @Test
  void theLogTellsWhomTheDeskBelievesAndWhyNobody() throws Exception {
    bundle(2, next.entry("\"open\""));
    assertEquals(List.of("INFO Trust changed. version=2 keys=next"), rig.notices());
    assertEquals(List.of(Channel.DN_DOCUMENT), rig.kept);
    rig.out.clear();
    rig.states.put(TrustDesk.BUNDLE, new byte[] {1});
    rig.start(null);
    assertTrue(
        rig.notices().getFirst().startsWith("ERROR The bundle of issuer keys, version 2, is lost"),
        rig.notices()::toString);
    rig.out.clear();
    rig.states.put(TrustDesk.VERSION, new byte[] {9});
    rig.start(null);
    assertTrue(rig.notices().getFirst().startsWith("ERROR It cannot be read"));
  }

  @Test
  void aPriceKeyOpensNothing() throws Exception {
    bundle(2, next.entry("\"price\",\"update\",\"config\""));
    rig.arrive(next.sign(Rig.payload(rig.newId(), "lock/C", rig.newest())));
    assertEquals(List.of("trust 2 [next]", "untrusted"), rig.answers());
  }
}
