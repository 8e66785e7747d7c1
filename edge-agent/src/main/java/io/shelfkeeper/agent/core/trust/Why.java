package io.shelfkeeper.agent.core.trust;

/** Why a signed message is not believed. For our own counters: an outsider hears only the code. */
public enum Why {
  TOO_LARGE,
  MALFORMED,
  UNKNOWN_KEY,
  OUT_OF_SCOPE,
  NOT_FOR_US,
  BAD_SIGNATURE,
  WEAK_KEY,
  OLD_VERSION;

  /**
   * The word of the contract. Everything that depends on a key is one word: it helps no attacker.
   */
  public String code() {
    return switch (this) {
      case TOO_LARGE -> "too_large";
      case MALFORMED -> "malformed";
      case UNKNOWN_KEY, OUT_OF_SCOPE, NOT_FOR_US, BAD_SIGNATURE -> "untrusted";
      case WEAK_KEY -> "weak_key";
      case OLD_VERSION -> "old_version";
    };
  }
}
