package io.shelfkeeper.agent.broker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * Makes certificates for one test run, in the few lines of DER that they need, so that no key ever
 * lies in the repository.
 */
final class TestAuthority {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  /** ecdsa-with-SHA256. */
  private static final byte[] ALGORITHM = sequence(hex("06082a8648ce3d040302"));

  private final String name;
  private final KeyPair keys;
  private final X509Certificate certificate;

  TestAuthority(String name) throws GeneralSecurityException {
    this.name = name;
    this.keys = keys();
    byte[] isAuthority = extension("551d13", true, sequence(hex("0101ff")));
    this.certificate =
        issue(name, keys, Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"), isAuthority);
  }

  X509Certificate certificate() {
    return certificate;
  }

  /** A certificate for a host, from this authority. */
  Issued host(String host, Instant from, Instant to) throws GeneralSecurityException {
    return host(List.of(host), from, to);
  }

  /** A certificate for a host of many names; the first is the subject. */
  Issued host(List<String> hosts, Instant from, Instant to) throws GeneralSecurityException {
    KeyPair own = keys();
    String host = hosts.getFirst();
    byte[] names =
        sequence(
            hosts.stream()
                .map(name -> tagged(0x82, name.getBytes(StandardCharsets.US_ASCII)))
                .toArray(byte[][]::new));
    return new Issued(issue(host, own, from, to, extension("551d11", false, names)), own);
  }

  /** A certificate with its key. */
  record Issued(X509Certificate certificate, KeyPair keys) {
    String certificatePem() throws GeneralSecurityException {
      return pem("CERTIFICATE", certificate.getEncoded());
    }

    String keyPem() {
      return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
    }
  }

  static String pem(String kind, byte[] bytes) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
  }

  private X509Certificate issue(
      String subject, KeyPair own, Instant from, Instant to, byte[] extension)
      throws GeneralSecurityException {
    byte[] toBeSigned =
        sequence(
            tagged(0xA0, hex("020102")),
            tagged(0x02, BigInteger.valueOf(System.nanoTime()).toByteArray()),
            ALGORITHM,
            distinguished(name),
            sequence(time(from), time(to)),
            distinguished(subject),
            own.getPublic().getEncoded(),
            tagged(0xA3, sequence(extension)));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate());
    signature.update(toBeSigned);
    byte[] signed = sequence(toBeSigned, ALGORITHM, bits(signature.sign()));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(signed));
  }

  private static KeyPair keys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static byte[] distinguished(String commonName) {
    byte[] text = tagged(0x0C, commonName.getBytes(StandardCharsets.UTF_8));
    return sequence(tagged(0x31, sequence(hex("0603550403"), text)));
  }

  private static byte[] extension(String id, boolean critical, byte[] value) {
    byte[] name = tagged(0x06, hex(id));
    byte[] octets = tagged(0x04, value);
    return critical ? sequence(name, hex("0101ff"), octets) : sequence(name, octets);
  }

  private static byte[] time(Instant at) {
    return tagged(0x18, TIME.format(at).getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] bits(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0);
    out.writeBytes(bytes);
    return tagged(0x03, out.toByteArray());
  }

  private static byte[] sequence(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return tagged(0x30, out.toByteArray());
  }

  private static byte[] tagged(int tag, byte[] value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (value.length < 0x80) {
      out.write(value.length);
    } else if (value.length < 0x100) {
      out.write(0x81);
      out.write(value.length);
    } else {
      out.write(0x82);
      out.write(value.length >> 8);
      out.write(value.length);
    }
    out.writeBytes(value);
    return out.toByteArray();
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
