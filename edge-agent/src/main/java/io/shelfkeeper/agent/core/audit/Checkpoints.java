package io.shelfkeeper.agent.core.audit;

import io.shelfkeeper.agent.core.facts.AuditPoint;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.trust.IssuerKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The signed form of a point of the audit log. What is signed is the ASCII text {@code
 * shelfkeeper.audit.v1 <entries> <hash>}, which no other thing that is signed with a device key may
 * begin with.
 */
public final class Checkpoints {
  private Checkpoints() {}

  static Fact.AuditCheckpoint sign(AuditPoint point, DeviceKey key) {
    return new Fact.AuditCheckpoint(
        point.entries(), point.hash(), key.publicKey(), key.sign(text(point)));
  }

  /** Whether the key that the checkpoint names has signed it. Never throws on what it says. */
  public static boolean isSigned(Fact.AuditCheckpoint checkpoint) {
    try {
      byte[] text =
          text(new AuditPoint(checkpoint.entries(), checkpoint.hash()))
              .getBytes(StandardCharsets.UTF_8);
      return IssuerKey.of(decode(checkpoint.key())).signed(text, decode(checkpoint.signature()));
    } catch (IllegalArgumentException | IssuerKey.WeakKey e) {
      return false;
    }
  }

  /** Only the one canonical form: two texts never mean the same bytes. */
  private static byte[] decode(String text) {
    byte[] bytes = Base64.getUrlDecoder().decode(text);
    if (!Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text)) {
      throw new IllegalArgumentException("not canonical");
    }
    return bytes;
  }

  private static String text(AuditPoint point) {
    return "shelfkeeper.audit.v1 " + point.entries() + " " + point.hash();
  }
}
