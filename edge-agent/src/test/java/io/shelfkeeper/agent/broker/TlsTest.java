package io.shelfkeeper.agent.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.ports.Clock;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom we believe, and how we say who we are. */
class TlsTest {
  private static final char[] PASSWORD = "for one test".toCharArray();
  private static final Instant PAST = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant FUTURE = Instant.parse("2099-01-01T00:00:00Z");
  private static final ScriptedBroker.Script WELCOME =
      line -> {
        line.welcome();
        line.idle();
      };

  /** IANA's number for "I know how to renegotiate safely", which is no suite. */
  private static final int RENEGOTIATION = 0x00FF;

  /** TLS_DHE_RSA and TLS_DHE_DSS with AES, of IANA's list. */
  private static final Set<Integer> DHE =
      Set.of(0x32, 0x33, 0x38, 0x39, 0x40, 0x67, 0x6A, 0x6B, 0x9E, 0x9F, 0xA2, 0xA3, 0xCCAA);

  /** Of the families above: without a cipher, with RC4 or 3DES, without a key of the broker's. */
  private static final Set<Integer> WEAK =
      Set.of(
          0xC006, 0xC007, 0xC008, 0xC010, 0xC011, 0xC012, 0xC015, 0xC016, 0xC017, 0xC018, 0xC019,
          0xC001, 0xC002, 0xC003, 0xC004, 0xC005, 0xC00B, 0xC00C, 0xC00D, 0xC00E, 0xC00F, 0xC025,
          0xC026, 0xC029, 0xC02A, 0xC02D, 0xC02E, 0xC031, 0xC032);

  private static TestAuthority authority;
  private static TestAuthority.Issued localhost;
  private static TestAuthority.Issued device;

  @TempDir Path folder;

  @BeforeAll
  static void issue() throws GeneralSecurityException {
    authority = new TestAuthority("Test authority");
    localhost = authority.host("localhost", PAST, FUTURE);
    device = authority.host("shop-1.dev-1", PAST, FUTURE);
  }

  @BeforeEach
  void write() throws IOException, GeneralSecurityException {
    Files.writeString(
        folder.resolve("authorities.pem"),
        TestAuthority.pem("CERTIFICATE", authority.certificate().getEncoded()));
    Files.writeString(folder.resolve("device.pem"), device.certificatePem());
    Files.writeString(folder.resolve("device.key"), device.keyPem());
    Files.writeString(folder.resolve("password"), new String(PASSWORD) + "\nmore\n");
    try (OutputStream out = Files.newOutputStream(folder.resolve("device.p12"))) {
      store(device).store(out, PASSWORD);
    }
  }

  @Test
  void aCertificateAndKeyInPemOpenTheDoor() throws Exception {
    try (ScriptedBroker far = new ScriptedBroker(server(localhost, "TLSv1.3"), WELCOME);
        Rig rig = rig(far, pem(), Rig.CLOCK)) {
      rig.connected(1);
    }
  }

  @Test
  void aKeyStoreOpensTheDoorAlsoOverTheOlderVersion() throws Exception {
    BrokerSettings.Tls files =
        new BrokerSettings.Tls(
            folder.resolve("authorities.pem"),
            folder.resolve("device.p12"),
            folder.resolve("password"),
            null,
            null);
    try (ScriptedBroker far = new ScriptedBroker(server(localhost, "TLSv1.2"), WELCOME);
        Rig rig = rig(far, files, Rig.CLOCK)) {
      rig.connected(1);
      assertTrue(rig.publish(1, 1));
    }
  }

  @Test
  void theGuardStandsBehindTlsToo() throws Exception {
    ScriptedBroker.Script bomb =
        line -> {
          line.welcome();
          line.await(ScriptedBroker.PUBLISH); // so that the connection is told before its end
          line.send("32 ff ff ff 7f");
          line.ignore();
        };
    try (ScriptedBroker far = new ScriptedBroker(server(localhost, "TLSv1.3"), bomb);
        Rig rig = rig(far, pem(), Rig.CLOCK)) {
      rig.connected(1);
      rig.publish(1, 1);
      assertEquals(0x95, rig.inputs.next(Input.BrokerLost.class).code());
    }
  }

  @Test
  void aBrokerWithAnotherNameIsRefused() throws Exception {
    refused(authority.host("broker.example", PAST, FUTURE), Rig.CLOCK, "does not fit");
  }

  @Test
  void aBrokerFromAnotherAuthorityIsRefused() throws Exception {
    TestAuthority other = new TestAuthority("Another authority");
    refused(other.host("localhost", PAST, FUTURE), Rig.CLOCK, "not trusted");
  }

  @Test
  void aBrokerThatSignsForItselfIsRefused() throws Exception {
    TestAuthority own = new TestAuthority("localhost");
    refused(own.host("localhost", PAST, FUTURE), Rig.CLOCK, "not trusted");
  }

  @Test
  void anExpiredCertificateIsRefused() throws Exception {
    refused(authority.host("localhost", PAST, PAST.plusSeconds(60)), Rig.CLOCK, "expired");
  }

  @Test
  void aCertificateLargerThanARecordIsTaken() throws Exception {
    List<String> names =
        IntStream.range(0, 1_000).mapToObj("broker-%04d.example.org"::formatted).toList();
    List<String> all = Stream.concat(Stream.of("localhost"), names.stream()).toList();
    TestAuthority.Issued large = authority.host(all, PAST, FUTURE);
    int size = large.certificate().getEncoded().length;
    assertTrue(size > 16_384, "it has " + size + " bytes");
    for (String version : List.of("TLSv1.2", "TLSv1.3")) {
      try (ScriptedBroker far = new ScriptedBroker(server(large, version), WELCOME);
          Rig rig = rig(far, pem(), Rig.CLOCK)) {
        rig.connected(1);
      }
    }
  }

  @Test
  void onlySuitesWithForwardSecrecyAndAKeyOfTheBrokerAreOffered() throws Exception {
    BlockingQueue<List<Integer>> offers = new LinkedBlockingQueue<>();
    try (ScriptedBroker far = new ScriptedBroker(line -> offers.add(suites(line)));
        Rig rig = rig(far, pem(), Rig.CLOCK)) {
      rig.lost(1);
    }
    List<Integer> offered = Objects.requireNonNull(offers.poll());
    assertTrue(offered.contains(0x1302) && offered.contains(0xC02B), offered.toString());
    for (int suite : offered) {
      boolean keyOfTheSession = suite >> 8 == 0x13 || suite >> 8 >= 0xC0 || DHE.contains(suite);
      assertTrue(keyOfTheSession || suite == RENEGOTIATION, "%04x".formatted(suite));
      assertFalse(WEAK.contains(suite), "%04x".formatted(suite));
    }
  }

  @Test
  void aSuiteThatWasNotOfferedEndsTheHandshake() throws Exception {
    BlockingQueue<byte[]> alerts = new LinkedBlockingQueue<>();
    ScriptedBroker.Script script =
        line -> {
          suites(line);
          // ServerHello of TLS 1.2 with TLS_RSA_WITH_AES_128_CBC_SHA.
          line.send("16 0303 002a 02 000026 0303" + "11".repeat(32) + "00 002f 00");
          alerts.add(line.bytes(7));
        };
    try (ScriptedBroker far = new ScriptedBroker(script);
        Rig rig = rig(far, pem(), Rig.CLOCK)) {
      rig.lost(1);
      byte[] alert = Objects.requireNonNull(alerts.poll(60, TimeUnit.SECONDS));
      assertEquals(21, alert[0], "an alert");
      assertEquals(2, alert[5], "a fatal one");
    }
  }

  /** The suites of a ClientHello. */
  private static List<Integer> suites(ScriptedBroker.Line line) throws IOException {
    ByteBuffer record = ByteBuffer.wrap(line.bytes(5));
    ByteBuffer hello = ByteBuffer.wrap(line.bytes(record.getShort(3)));
    int session = hello.get(38);
    int from = 39 + session;
    List<Integer> suites = new ArrayList<>();
    for (int at = from + 2; at < from + 2 + hello.getShort(from); at += 2) {
      suites.add(hello.getShort(at) & 0xFFFF);
    }
    return suites;
  }

  @Test
  void aCertificateIsJudgedAtTheTimeThatTheClockPortKnows() throws Exception {
    // A board that woke up in 1970 hands out its lower bound, and that is what certificates meet.
    refused(localhost, at(Instant.parse("1970-01-01T00:05:00Z")), "not valid yet");
    try (ScriptedBroker far = new ScriptedBroker(server(localhost, "TLSv1.3"), WELCOME);
        Rig rig = rig(far, pem(), at(Instant.parse("2026-01-01T00:00:00Z")))) {
      rig.connected(1);
    }
  }

  @Test
  void aBrokerThatWantsACertificateAndGetsNoneHangsUp() throws Exception {
    BrokerSettings.Tls none =
        new BrokerSettings.Tls(folder.resolve("authorities.pem"), null, null, null, null);
    try (ScriptedBroker far = new ScriptedBroker(server(localhost, "TLSv1.3"), WELCOME);
        Rig rig = rig(far, none, Rig.CLOCK)) {
      assertEquals(-1, rig.lost(1).code());
    }
  }

  @Test
  void aFileThatIsNotThereIsNamed() throws Exception {
    Files.delete(folder.resolve("device.key"));
    try (ScriptedBroker far = new ScriptedBroker(WELCOME);
        Rig rig = rig(far, pem(), Rig.CLOCK)) {
      String why = rig.lost(1).why();
      assertTrue(why.contains("device.key"), why);
      assertTrue(why.contains("site file"), why);
    }
  }

  @Test
  void aPlainBrokerBehindATlsAddressIsAnErrorAndNotAHang() throws Exception {
    try (ScriptedBroker far = new ScriptedBroker(line -> line.send("20 03 00 00 00"));
        Rig rig = rig(far, pem(), Rig.CLOCK)) {
      assertTrue(rig.lost(1).why().contains("TLS"), "it says TLS");
    }
  }

  private void refused(TestAuthority.Issued broker, Clock clock, String words) throws Exception {
    try (ScriptedBroker far = new ScriptedBroker(server(broker, "TLSv1.3"), WELCOME);
        Rig rig = rig(far, pem(), clock)) {
      String why = rig.lost(1).why();
      assertTrue(why.contains(words), why);
    }
  }

  private BrokerSettings.Tls pem() {
    return new BrokerSettings.Tls(
        folder.resolve("authorities.pem"),
        null,
        null,
        folder.resolve("device.pem"),
        folder.resolve("device.key"));
  }

  private static Rig rig(ScriptedBroker far, BrokerSettings.@Nullable Tls files, Clock clock) {
    return new Rig("localhost", far.port(), files, Rig.PATIENT, clock);
  }

  private static Clock at(Instant wall) {
    return () -> new Moment(wall.toEpochMilli(), System.nanoTime(), ClockTrust.LOWER_BOUND);
  }

  private static SSLServerSocket server(TestAuthority.Issued broker, String version)
      throws GeneralSecurityException, IOException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store(broker), PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("devices", authority.certificate());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    SSLServerSocket server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getByName("localhost"));
    server.setNeedClientAuth(true);
    server.setEnabledProtocols(new String[] {version});
    return server;
  }

  private static KeyStore store(TestAuthority.Issued issued)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    Certificate[] chain = {issued.certificate(), authority.certificate()};
    Certificate[] alone = {issued.certificate()};
    boolean ours =
        issued
            .certificate()
            .getIssuerX500Principal()
            .equals(authority.certificate().getSubjectX500Principal());
    store.setKeyEntry("own", issued.keys().getPrivate(), PASSWORD, ours ? chain : alone);
    return store;
  }
}
