package io.shelfkeeper.simulator.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.trust.IssuerKey;
import io.shelfkeeper.agent.core.trust.SignedManifest;
import io.shelfkeeper.agent.core.trust.SignedOrder;
import io.shelfkeeper.agent.core.trust.SignedPlanogram;
import io.shelfkeeper.agent.core.trust.SignedPrices;
import io.shelfkeeper.agent.core.trust.Trust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders of the reference backend, as a device with its root key reads them. */
class ClerkTest {
  private static final SignedOrder.Audience SELF =
      new SignedOrder.Audience("shop", "shop", "keeper");

  @TempDir Path folder;
  private final List<String> said = new ArrayList<>();
  private Clerk clerk;

  @BeforeEach
  void open() throws IOException {
    clerk = new Clerk(folder.resolve("orders"), keys(), () -> 1_793_610_930_000L, said::add);
  }

  @AfterEach
  void close() throws IOException {
    clerk.close();
  }

  private Keyring keys() throws IOException {
    return Keyring.in(folder.resolve("keys"));
  }

  @Test
  void anOrderIsAuthenticAndAnswersTheNewestChallenge() throws Exception {
    challenges(1, 2);
    SignedOrder order = authentic("order --lock C3");
    assertEquals("lock/C3", order.target());
    assertEquals(challenge(2), order.challenge());
  }

  @Test
  void anOrderIsOnTheDiskBeforeItIsSent() throws Exception {
    challenges(1);
    String order = authentic("order --lock C3").id();
    assertTrue(Files.readString(folder.resolve("orders")).contains(order));
  }

  @Test
  void aForgedOrderIsNotBelieved() throws Exception {
    challenges(1);
    assertInstanceOf(SignedOrder.Reading.Refused.class, read(told("forge --lock C3")));
  }

  @Test
  void aLateOrderAnswersAChallengeThatHasRunOut() throws Exception {
    challenges(1, 2, 3);
    assertEquals(List.of(), told("late --lock C3"));
    challenges(4);
    assertEquals(challenge(1), order(clerk.work()).challenge());
  }

  @Test
  void aChallengeOfAnEarlierStartHasRunOut() throws Exception {
    challenges(1);
    clerk.hear(event("challenge.issued.v1", 2, "\"challenge\":\"" + challenge(2) + "\""));
    assertEquals(challenge(1), authentic("late --lock C3").challenge());
  }

  @Test
  void anOrderWaitsForTheChallengeOfThisConnectionBecauseTheLastOneMayHaveRunOut()
      throws Exception {
    challenges(1);
    clerk.hear(event("device.born.v1", 1, ""));
    assertEquals(List.of(), told("order --lock C3"));
    challenges(2);
    assertEquals(challenge(2), order(clerk.work()).challenge());
  }

  @Test
  void anOrderWaitsForAChallengeOfThisStart() throws Exception {
    challenges(1);
    clerk.hear(event("device.born.v1", 2, ""));
    assertEquals(List.of(), told("order --lock C3"));
    clerk.hear(event("challenge.issued.v1", 2, "\"challenge\":\"" + challenge(2) + "\""));
    assertEquals(challenge(2), order(clerk.work()).challenge());
    assertEquals(List.of(), clerk.work());
  }

  @Test
  void aPlanogramIsCutIntoPartsAndSigned() throws Exception {
    challenges(1);
    StringBuilder products = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      products.append(",{\"sku\":\"sku-%d\",\"name\":\"%s\"}".formatted(i, "x".repeat(60)));
    }
    Path file = folder.resolve("planogram.json");
    Files.writeString(
        file, "{\"products\":[%s],\"bays\":[{\"id\":\"A1\"}]}".formatted(products.substring(1)));
    List<Office.Answer> answers = told("planogram " + file + " --apply restock");
    SignedPlanogram signed = assertInstanceOf(SignedPlanogram.class, manifest(answers.getFirst()));
    assertEquals(SignedPlanogram.Apply.RESTOCK, signed.apply());
    List<byte[]> parts = answers.stream().skip(1).map(Office.Answer::payload).toList();
    assertEquals(signed.parts(), parts.stream().map(SignedManifest::hash).toList());
    assertTrue(parts.size() > 1 && parts.stream().allMatch(part -> part.length <= 16_384));
    String all = String.join("", parts.stream().map(String::new).toList());
    assertTrue(all.contains("\"sku-0\"") && all.contains("\"sku-299\"") && all.contains("\"A1\""));
  }

  @Test
  void aPlanogramThatIsNotThereIsSaid() throws Exception {
    challenges(1);
    assertEquals(List.of(), told("planogram " + folder.resolve("none.json")));
    assertTrue(said.getLast().contains("cannot be read"), said::toString);
  }

  @Test
  void aLineThatNobodyUnderstandsIsAnsweredWithWhatThereIs() throws IOException {
    assertEquals(List.of(), told("open sesame"));
    assertTrue(said.getLast().contains("order --lock ID"), said::toString);
  }

  @Test
  void againSendsTheSameBytesAlsoAfterARestart() throws Exception {
    challenges(1);
    byte[] sent = told("order --lock C3").getFirst().payload();
    String id = id(sent);
    close();
    open();
    assertArrayEquals(sent, told("again " + id).getFirst().payload());
    clerk.hear(done(id, "confirmed", false));
    assertArrayEquals(sent, told("again").getFirst().payload());
  }

  @Test
  void aSecondOutcomeIsCountedAndNotBelieved() throws Exception {
    clerk.hear(done("o1", "confirmed", false));
    clerk.hear(done("o1", "confirmed", true));
    assertEquals(0, clerk.duplicates());
    clerk.hear(done("o1", "confirmed", false));
    clerk.hear(done("o1", "unknown", true));
    assertEquals(2, clerk.duplicates());
    assertEquals(Optional.of("confirmed"), clerk.outcome("o1"));
  }

  @Test
  void aRefusalMayComeTwiceButNotBesideAnOutcome() throws Exception {
    clerk.hear(refused("o1"));
    clerk.hear(refused("o1"));
    assertEquals(0, clerk.duplicates());
    clerk.hear(done("o1", "confirmed", false));
    assertEquals(1, clerk.duplicates());
    assertEquals(Optional.of("refused stale"), clerk.outcome("o1"));
  }

  @Test
  void aPriceListIsAuthenticAndEachIsHigherThanTheOneBefore() throws Exception {
    challenges(1);
    List<Office.Answer> sent = told("prices --from 2026-12-24T00:00 tea=149 milk=89:99");
    SignedPrices list = prices(sent.getFirst());
    assertEquals("2026-12-24T00:00", list.activeFrom());
    byte[] part = sent.get(1).payload();
    assertEquals(
        "{\"prices\":[{\"sku\":\"tea\",\"price\":149},{\"sku\":\"milk\",\"price\":89,\"was\":99}]}",
        new String(part, StandardCharsets.UTF_8));
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(part);
    assertEquals(
        List.of(Base64.getUrlEncoder().withoutPadding().encodeToString(digest)), list.parts());
    assertTrue(prices(told("prices tea=150").getFirst()).version() > list.version());
    assertEquals(List.of(), told("prices tea=1.50"));
    assertTrue(said.getLast().contains("SKU=MINOR"), said::toString);
  }

  private static String challenge(int number) {
    return "%032x".formatted(number);
  }

  private void challenges(int... numbers) throws Event.Unreadable {
    for (int number : numbers) {
      clerk.hear(event("challenge.issued.v1", 1, "\"challenge\":\"" + challenge(number) + "\""));
    }
  }

  private static Event done(String order, String outcome, boolean repeated)
      throws Event.Unreadable {
    String data = "\"order\":\"%s\",\"outcome\":\"%s\",\"repeated\":%b";
    return event("order.done.v1", 1, data.formatted(order, outcome, repeated));
  }

  private static Event refused(String order) throws Event.Unreadable {
    return event("order.refused.v1", 1, "\"order\":\"" + order + "\",\"code\":\"stale\"");
  }

  private static Event event(String type, int boot, String data) throws Event.Unreadable {
    return Event.read(
        """
        {"source":"/sk/shop/keeper","type":"io.shelfkeeper.%s","boot":%d,"data":{%s}}\
        """
            .formatted(type, boot, data)
            .getBytes(StandardCharsets.UTF_8));
  }

  private static String id(byte[] jws) {
    String payload = new String(jws, StandardCharsets.US_ASCII).split("\\.")[1];
    String json = new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8);
    return json.replaceAll(".*\"order\":\"([0-9a-f]{32})\".*", "$1");
  }

  private List<Office.Answer> told(String words) throws IOException {
    clerk.instruct(words);
    return clerk.work();
  }

  private SignedOrder authentic(String words) throws Exception {
    return order(told(words));
  }

  private SignedOrder order(List<Office.Answer> answers) throws Exception {
    return assertInstanceOf(SignedOrder.Reading.Authentic.class, read(answers)).order();
  }

  /** As a device reads it that has nothing but {@code root.pub} and the bundle. */
  private SignedOrder.Reading read(List<Office.Answer> answers) throws Exception {
    return SignedOrder.read(answers.getFirst().payload(), named(), SELF);
  }

  private SignedPrices prices(Office.Answer manifest) throws Exception {
    return assertInstanceOf(SignedPrices.class, manifest(manifest));
  }

  private SignedManifest manifest(Office.Answer manifest) throws Exception {
    SignedManifest.Reading read = SignedManifest.read(manifest.payload(), named(), SELF);
    return assertInstanceOf(SignedManifest.Reading.Authentic.class, read).manifest();
  }

  private Trust named() throws Exception {
    String root = Files.readString(folder.resolve("keys").resolve("root.pub")).strip();
    Trust trust = Trust.of(IssuerKey.of(Base64.getUrlDecoder().decode(root)), 0);
    byte[] bundle = clerk.bundle("shop/keeper").payload();
    return assertInstanceOf(Trust.Taking.Taken.class, trust.take(bundle)).trust();
  }
}
