package io.shelfkeeper.agent.core.trust;

import java.util.List;

/**
 * The manifest of a planogram with its products, signed by an issuer that may configure this site.
 *
 * @param version from 1 on
 * @param apply when it shall hold
 * @param parts SHA-256 of each part in base64url, 43 characters
 * @param issuer id of the key that signed it
 */
public record SignedPlanogram(long version, Apply apply, List<String> parts, String issuer)
    implements SignedManifest {
  public static final int PARTS_MAX = 16;

  static final String PURPOSE = "shelfkeeper-planogram-1";

  /** When a planogram begins to hold. */
  public enum Apply {
    NOW,
    /** When staff next says that a delivery is put up. */
    RESTOCK;

    /** The word of manifests. */
    public String word() {
      return this == NOW ? "now" : "restock";
    }
  }

  public SignedPlanogram {
    parts = List.copyOf(parts);
  }

  static SignedPlanogram of(Fields fields, String issuer) throws Untrusted {
    return new SignedPlanogram(
        fields.number("version"),
        apply(fields.text("apply", 16)),
        SignedManifest.hashes(fields.list("parts"), PARTS_MAX),
        issuer);
  }

  private static Apply apply(String word) throws Untrusted {
    for (Apply apply : Apply.values()) {
      if (apply.word().equals(word)) {
        return apply;
      }
    }
    throw new Untrusted(Why.MALFORMED);
  }
}
