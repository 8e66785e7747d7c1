package io.shelfkeeper.agent.core.prices;

import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.trust.SignedManifest;
import io.shelfkeeper.agent.core.trust.Untrusted;
import io.shelfkeeper.agent.core.trust.Why;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The parts of price lists that are in the journal, each under its hash. In memory is only what
 * they say of this site's products.
 */
final class PriceParts {
  private static final String KEY = "prices/part/";

  private final Set<String> skus;
  private final Map<String, PriceBody> held = new HashMap<>();

  /**
   * @param skus of this site
   */
  PriceParts(List<String> skus) {
    this.skus = Set.copyOf(skus);
  }

  /** Takes up those that are wanted and are what they should be; others are dropped. */
  void restore(Map<String, byte[]> states, Set<String> wanted, Effects out) {
    states.forEach(
        (key, bytes) -> {
          if (key.startsWith(KEY)) {
            String hash = key.substring(KEY.length());
            try {
              if (wanted.contains(hash) && SignedManifest.hash(bytes).equals(hash)) {
                held.put(hash, PriceBody.read(bytes, skus));
                return;
              }
            } catch (Untrusted e) {
              // Of a release that took other parts than this one: as if it had not come.
            }
            out.add(new Effect.DropState(key));
          }
        });
  }

  /**
   * @throws Untrusted if it cannot be read; then it is not kept
   */
  void keep(String hash, byte[] part, Effects out) throws Untrusted {
    held.put(hash, PriceBody.read(part, skus));
    out.add(new Effect.SaveState(KEY + hash, part));
  }

  /** Forgets what no list has any more. */
  void retain(Set<String> wanted, Effects out) {
    for (String hash : List.copyOf(held.keySet())) {
      if (!wanted.contains(hash)) {
        held.remove(hash);
        out.add(new Effect.DropState(KEY + hash));
      }
    }
  }

  boolean has(String hash) {
    return held.containsKey(hash);
  }

  boolean hasAll(List<String> hashes) {
    return held.keySet().containsAll(hashes);
  }

  /**
   * What these parts make together.
   *
   * @throws Untrusted if a product has two prices, or one of them is not there
   */
  PriceBody together(List<String> hashes) throws Untrusted {
    Untrusted.check(hasAll(hashes), Why.MALFORMED);
    return PriceBody.together(
        hashes.stream().map(hash -> held.getOrDefault(hash, PriceBody.EMPTY)).toList());
  }
}
