package io.shelfkeeper.agent.core.orders;

import io.shelfkeeper.agent.core.trust.Issuing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Bad orders without end, made from good ones: what a broker could do that has seen everything and
 * can sign nothing. Few need a new signature, so that they are cheap.
 */
final class Mutants {
  private static final byte[] GROUP_ORDER = groupOrder();

  private final Rig rig;
  private final SplittableRandom random;
  private final Issuing pricer;
  private final Issuing stranger;
  private final List<byte[]> wellSigned = new ArrayList<>();
  private String[] good;

  Mutants(Rig rig, SplittableRandom random, Issuing pricer) throws Exception {
    this.rig = rig;
    this.random = random;
    this.pricer = pricer;
    stranger = new Issuing("opener");
    good = fresh();
    signBadOnes();
  }

  /** A good order for now that is never delivered as it is. */
  private String[] fresh() {
    byte[] order = rig.order(rig.newId(), "lock/C", rig.newest());
    return new String(order, StandardCharsets.US_ASCII).split("\\.");
  }

  void renew() {
    good = fresh();
  }

  /** Authentic or nearly so, and not for this device, this moment or this door. */
  private void signBadOnes() throws Exception {
    String payload = Rig.payload(rig.newId(), "lock/C", rig.newest());
    String[][] changes = {
      {rig.newest(), "0".repeat(32)},
      {"lock/C", "lock/D"},
      {"lock/C", "door/C"},
      {"acme", "acme-2"},
      {"shop-1", "shop-2"},
      {"dev-1", "dev-2"},
      {"release", "hold"},
      {"order-1", "order-2"},
      {"order-1", "trust-1"},
      {"\"issued\"", "\"until\":1,\"issued\""},
      {"\"target\"", "\"target\":\"lock/A\",\"target\""},
      {"1793610930", "1e9"},
    };
    for (String[] change : changes) {
      wellSigned.add(rig.opener.sign(payload.replace(change[0], change[1])));
    }
    wellSigned.add(pricer.sign(payload));
    wellSigned.add(rig.root.sign(payload));
    wellSigned.add(stranger.sign(payload));
    wellSigned.add(rig.opener.sign("{\"alg\":\"none\",\"kid\":\"opener\"}", payload));
    wellSigned.add(rig.opener.sign("{\"alg\":\"EdDSA\",\"kid\":\"opener\",\"jwk\":{}}", payload));
  }

  /** One that only the signature can tell from a good one. */
  byte[] forged() {
    String payload = good[1];
    byte[] signature = Base64.getUrlDecoder().decode(good[2]);
    switch (random.nextInt(8)) {
      case 0 -> signature[random.nextInt(64)] ^= (byte) (1 << random.nextInt(8));
      case 1 -> payload = otherPayload("lock/" + "ABC".charAt(random.nextInt(3)), rig.newest());
      case 2 -> payload = otherPayload("lock/C", "%032x".formatted(random.nextLong()));
      case 3 -> {
        int from = random.nextInt(64);
        byte last = signature[63];
        Arrays.fill(signature, from, 64, (byte) random.nextInt(256));
        // It may have ended like that by chance, and would be a good one.
        signature[63] = signature[63] == last ? (byte) ~last : signature[63];
      }
      case 4, 5, 6 -> addGroupOrder(signature);
      default -> {
        // The point that every text is signed by, under keys that are no keys.
        Arrays.fill(signature, 0, 64, (byte) 0);
        signature[0] = 1;
        payload = otherPayload("lock/A", rig.newest());
      }
    }
    return text(good[0] + "." + payload + "." + Issuing.url(signature));
  }

  private String otherPayload(String target, String challenge) {
    return Issuing.url(Rig.payload("%032x".formatted(random.nextLong()), target, challenge));
  }

  /** S + L verifies wherever S does, for a verifier that does not look. */
  private static void addGroupOrder(byte[] signature) {
    int carry = 0;
    for (int i = 0; i < 32; i++) {
      carry += (signature[32 + i] & 0xFF) + (GROUP_ORDER[i] & 0xFF);
      signature[32 + i] = (byte) carry;
      carry >>= 8;
    }
  }

  /** L of RFC 8032 section 5.1, little endian. */
  private static byte[] groupOrder() {
    byte[] order = new byte[32];
    byte[] low = new java.math.BigInteger("27742317777372353535851937790883648493").toByteArray();
    for (int i = 0; i < low.length; i++) {
      order[i] = low[low.length - 1 - i];
    }
    order[31] = 0x10;
    return order;
  }

  /** One that mostly fails before that. */
  byte[] broken() {
    byte[] whole = text(String.join(".", good));
    int at = random.nextInt(good[0].length() + good[1].length() + 2);
    return switch (random.nextInt(7)) {
      case 0, 1 -> {
        whole[at] ^= (byte) (1 << random.nextInt(8));
        yield whole;
      }
      case 2 -> Arrays.copyOf(whole, random.nextInt(whole.length));
      case 3 -> without(whole, at);
      case 4 -> doubled(whole, at);
      case 5 -> text(String.join(".", good) + "=.\n A".charAt(random.nextInt(4)));
      default -> wellSigned.get(random.nextInt(wellSigned.size()));
    };
  }

  private static byte[] without(byte[] whole, int at) {
    byte[] shorter = Arrays.copyOf(whole, whole.length - 1);
    System.arraycopy(whole, at + 1, shorter, at, shorter.length - at);
    return shorter;
  }

  private static byte[] doubled(byte[] whole, int at) {
    byte[] longer = Arrays.copyOf(whole, whole.length + 1);
    System.arraycopy(whole, at, longer, at + 1, whole.length - at);
    return longer;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
