package io.shelfkeeper.agent.simulation;

import io.shelfkeeper.agent.core.trust.IssuerKey;
import io.shelfkeeper.agent.core.trust.Issuing;
import io.shelfkeeper.agent.core.trust.SignedManifest;
import io.shelfkeeper.agent.core.trust.SignedOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Somebody who may order, with a root behind him. Remembers all that he ever ordered. */
final class ModelIssuer {
  static final SignedOrder.Audience SELF = new SignedOrder.Audience("t", "s", "d");

  /** One for all worlds: making keys is dear, and nothing depends on which they are. */
  private static final Keys KEYS = Keys.made();

  private final Chance chance;
  private final Map<String, Order> ordered = new HashMap<>();

  private long lists;
  private long plans;

  /** The newest challenge that he has heard of, empty before the first. */
  String challenge = "";

  ModelIssuer(Chance chance) {
    this.chance = chance;
  }

  record Order(int lock, String challenge) {}

  private record Keys(Issuing root, Issuing opener, IssuerKey rootKey, byte[] bundle) {
    static Keys made() {
      try {
        Issuing root = new Issuing("root");
        Issuing opener = new Issuing("opener");
        byte[] bundle = root.sign(Issuing.bundle(1, opener.entry("\"open\",\"price\",\"config\"")));
        return new Keys(root, opener, root.key(), bundle);
      } catch (GeneralSecurityException | IssuerKey.WeakKey e) {
        throw new IllegalStateException(e);
      }
    }
  }

  static IssuerKey rootKey() {
    return KEYS.rootKey;
  }

  static byte[] bundle() {
    return KEYS.bundle;
  }

  /** Signs a new order for a lock, with the newest challenge. */
  byte[] order(int lock) {
    String id = HexFormat.of().toHexDigits(chance.bits()) + HexFormat.of().toHexDigits(0L);
    ordered.put(id, new Order(lock, challenge));
    String payload =
        """
        {"purpose":"shelfkeeper-order-1","tenant":"t","site":"s","device":"d",\
        "order":"%s","action":"release","target":"lock/%d","challenge":"%s","issued":1}\
        """
            .formatted(id, lock, challenge);
    try {
      return KEYS.opener.sign(payload);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A new price list, its manifest first.
   *
   * @param activeFrom {@code now} or a time
   */
  List<byte[]> prices(String activeFrom) {
    lists++;
    byte[] part =
        "{\"prices\":[{\"sku\":\"sku0a\",\"price\":%d},{\"sku\":\"sku1a\",\"price\":%d}]}"
            .formatted(minor("sku0a"), minor("sku1a"))
            .getBytes(StandardCharsets.UTF_8);
    try {
      String hash = Issuing.url(MessageDigest.getInstance("SHA-256").digest(part));
      String manifest =
          """
          {"purpose":"shelfkeeper-prices-1","tenant":"t","site":"s","version":%d,\
          "active_from":"%s","currency":"EUR","parts":["%s"]}\
          """
              .formatted(lists, activeFrom, hash);
      return List.of(KEYS.opener.sign(manifest), part);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A new planogram, its manifest first.
   *
   * @param apply when it shall hold
   * @param goods one letter for each bay
   */
  List<byte[]> planogram(String apply, String goods) {
    plans++;
    byte[] part = ModelPlanogram.part(goods);
    String manifest =
        """
        {"purpose":"shelfkeeper-planogram-1","tenant":"t","site":"s","version":%d,\
        "apply":"%s","parts":["%s"]}\
        """
            .formatted(plans, apply, SignedManifest.hash(part));
    try {
      return List.of(KEYS.opener.sign(manifest), part);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many planograms he signed; the version of the newest one. */
  long plans() {
    return plans;
  }

  /** Whether he ever signed a planogram of that version. */
  boolean planned(long version) {
    return version >= 1 && version <= plans;
  }

  /** What a product costs by his newest list: one changes with each, the other never. */
  long minor(String sku) {
    return sku.equals("sku0a") ? 100 + lists % 3 : 200;
  }

  /** How many lists he signed; the version of the newest one. */
  long lists() {
    return lists;
  }

  /** Whether he ever signed a list of that version. */
  boolean listed(long version) {
    return version >= 1 && version <= lists;
  }

  /** What was ordered under this id; nothing else may ever move. */
  Order ordered(String id) {
    Order order = ordered.get(id);
    if (order == null) {
      throw new Broken("order " + id + " was never signed");
    }
    return order;
  }

  int count() {
    return ordered.size();
  }
}
