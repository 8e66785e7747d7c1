package io.shelfkeeper.agent.core.trust;

/** What an issuer's key is good for. A key has one or more, and never one that it was not given. */
public enum Scope {
  /** Orders that move something. */
  OPEN,
  /** Price lists. */
  PRICE,
  /** Planograms, products and rules. */
  CONFIG,
  /** New versions of this program. */
  UPDATE;

  /** The word of bundles. */
  public String word() {
    return switch (this) {
      case OPEN -> "open";
      case PRICE -> "price";
      case CONFIG -> "config";
      case UPDATE -> "update";
    };
  }

  static Scope of(Object word) throws Untrusted {
    for (Scope scope : values()) {
      if (scope.word().equals(word)) {
        return scope;
      }
    }
    throw new Untrusted(Why.MALFORMED);
  }
}
