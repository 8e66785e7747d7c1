package io.shelfkeeper.agent.core.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerKeyTest {
  /** The vectors of RFC 8032, section 7.1. */
  @ParameterizedTest
  @CsvSource({
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
        + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
        + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
        + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
  })
  void aPublishedSignatureVerifiesAndAChangedOneDoesNot(
      String key, String message, String signature) throws Exception {
    IssuerKey issuer = IssuerKey.of(hex(key));
    assertTrue(issuer.signed(hex(message), hex(signature)));
    assertFalse(issuer.signed(hex(message + "00"), hex(signature)));
    for (int bit = 0; bit < 512; bit += 7) {
      byte[] changed = hex(signature);
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertFalse(issuer.signed(hex(message), changed), "bit " + bit);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // The eight points of small order: order 1, 2, 4, 4, 8, 8, 8, 8.
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        // The same and others in forms that are not canonical.
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        // Not on the curve, too short, too long.
        "0200000000000000000000000000000000000000000000000000000000000000",
        "d75a98",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a00"
      })
  void aWeakKeyIsNotImported(String key) {
    assertThrows(IssuerKey.WeakKey.class, () -> IssuerKey.of(hex(key)));
  }

  @Test
  void thePlatformAloneWouldBelieveASignatureThatFitsEveryText() throws Exception {
    // Why this library exists: under the neutral point R = that point and S = 0 sign everything.
    byte[] neutral = new byte[32];
    neutral[0] = 1;
    EdECPoint point = new EdECPoint(false, Edwards25519.y(neutral));
    PublicKey key =
        KeyFactory.getInstance("Ed25519")
            .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(key);
    verifier.update(new byte[] {1, 2, 3});
    byte[] forged = new byte[64];
    forged[0] = 1;
    assertTrue(verifier.verify(forged));
  }

  @Test
  void freshKeysAreGood() throws Exception {
    for (int i = 0; i < 8; i++) {
      Issuing issuing = new Issuing("k");
      assertEquals(issuing.key(), issuing.key());
    }
  }

  @Test
  void aSignatureOfAnyLengthIsOnlyWrong() throws Exception {
    IssuerKey key = new Issuing("k").key();
    for (int length = 0; length < 130; length++) {
      assertFalse(key.signed(new byte[1], new byte[length]));
    }
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
