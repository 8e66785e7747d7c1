package io.shelfkeeper.agent.core.trust;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The issuers that the root named last. Its version only rises, also when its keys were lost: the
 * highest one ever seen is kept outside and handed in.
 *
 * <p>A bundle is a JWS of the root, with {@code kid} {@code root} and the payload {@code
 * {"purpose":"shelfkeeper-trust-1","version":7,"keys":[{"kid":"…","x":"…","scopes":["open"]}]}}. A
 * key that a newer bundle does not name is revoked; two keys of one scope overlap for a rotation.
 */
public final class Trust {
  static final String PURPOSE = "shelfkeeper-trust-1";
  static final String ROOT = "root";
  static final int BYTES_MAX = 16_384;
  static final int KEYS_MAX = 32;

  private final IssuerKey root;
  private final long version;
  private final Map<String, Issuer> issuers;

  private Trust(IssuerKey root, long version, Map<String, Issuer> issuers) {
    this.root = root;
    this.version = version;
    this.issuers = Map.copyOf(issuers);
  }

  /** Whom the root named under one key id. */
  record Issuer(IssuerKey key, Set<Scope> scopes) {}

  /** What became of a bundle. */
  public sealed interface Taking {
    /** To be kept durably before it is used: its version and the bundle as it came. */
    record Taken(Trust trust) implements Taking {}

    record Refused(Why why) implements Taking {}
  }

  /**
   * Nobody but the root.
   *
   * @param versionSeen bundles up to this version are not taken, 0 to take any
   */
  public static Trust of(IssuerKey root, long versionSeen) {
    return new Trust(root, versionSeen, Map.of());
  }

  public long version() {
    return version;
  }

  /** The ids of the issuers' keys, sorted. */
  public List<String> keyIds() {
    return issuers.keySet().stream().sorted().toList();
  }

  /**
   * Reads a bundle. All of it is taken or nothing.
   *
   * @param bundle as it arrived, or as it was kept
   */
  public Taking take(byte[] bundle) {
    try {
      return new Taking.Taken(read(bundle));
    } catch (Untrusted e) {
      return new Taking.Refused(e.why());
    }
  }

  private Trust read(byte[] bundle) throws Untrusted {
    Jws jws = Jws.read(bundle, BYTES_MAX);
    Untrusted.check(jws.keyId().equals(ROOT), Why.UNKNOWN_KEY);
    // Before a look at the content: a bundle is long, and only the root may make us read it.
    Untrusted.check(jws.signedBy(root), Why.BAD_SIGNATURE);
    Fields fields = Fields.of(jws.payload());
    Untrusted.check(fields.text("purpose", 64).equals(PURPOSE), Why.MALFORMED);
    long newVersion = fields.number("version");
    Map<String, Issuer> named = issuers(fields.list("keys"));
    fields.end();
    Untrusted.check(newVersion > version, Why.OLD_VERSION);
    return new Trust(root, newVersion, named);
  }

  private Map<String, Issuer> issuers(List<?> keys) throws Untrusted {
    Untrusted.check(keys.size() <= KEYS_MAX, Why.MALFORMED);
    Map<String, Issuer> named = new HashMap<>();
    for (Object each : keys) {
      Fields fields = Fields.nested(each);
      String keyId = fields.text("kid", 64);
      IssuerKey key = key(fields.text("x", 64));
      Set<Scope> scopes = scopes(fields.list("scopes"));
      fields.end();
      Untrusted.check(!keyId.equals(ROOT) && !key.equals(root), Why.MALFORMED);
      boolean fresh = named.values().stream().noneMatch(other -> other.key().equals(key));
      Untrusted.check(fresh && named.put(keyId, new Issuer(key, scopes)) == null, Why.MALFORMED);
    }
    return named;
  }

  private static IssuerKey key(String text) throws Untrusted {
    byte[] ascii = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    try {
      return IssuerKey.of(Base64Url.decode(ascii, 0, ascii.length));
    } catch (IssuerKey.WeakKey e) {
      throw new Untrusted(Why.WEAK_KEY);
    }
  }

  private static Set<Scope> scopes(List<?> words) throws Untrusted {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (Object word : words) {
      Untrusted.check(scopes.add(Scope.of(word)), Why.MALFORMED);
    }
    Untrusted.check(!scopes.isEmpty(), Why.MALFORMED);
    return Set.copyOf(scopes);
  }

  /** The key of an issuer that may do one of these. */
  IssuerKey key(String keyId, Scope... any) throws Untrusted {
    Issuer issuer = issuers.get(keyId);
    if (issuer == null) {
      throw new Untrusted(Why.UNKNOWN_KEY);
    }
    Untrusted.check(Arrays.stream(any).anyMatch(issuer.scopes()::contains), Why.OUT_OF_SCOPE);
    return issuer.key();
  }
}
