package io.shelfkeeper.agent.core.documents;

import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.state.NewestVersion;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.core.trust.IssuerKey;
import io.shelfkeeper.agent.core.trust.Trust;
import io.shelfkeeper.agent.core.trust.Why;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes bundles of issuer keys, and goes on from the last one after a start. Never takes one that
 * is older than the newest it ever took, also when its journal was lost; that one itself may come
 * again if it is not there any more.
 */
public final class TrustDesk {
  /** Apart from the bundle: the one must survive the other. */
  public static final String VERSION = "trust/version";

  /** The bundle in force. */
  public static final String BUNDLE = "trust/bundle";

  /** The version once more, where it outlives the journal. */
  public static final String FLOOR = "trust";

  private final NewestVersion newest = new NewestVersion(VERSION, FLOOR, "bundle of issuer keys");

  private @Nullable Trust trust;
  private byte[] bundle = {};
  private long version;

  /**
   * @param root null where no root key is installed: then nobody is trusted
   */
  void restore(@Nullable IssuerKey root, Recovered recovered, Effects out) {
    if (root == null) {
      return;
    }
    newest.restore(recovered, out);
    long seen = newest.seen();
    trust = Trust.of(root, newest.isUnreadable() ? seen : Math.max(seen - 1, 0));
    if (!newest.isKnown()) {
      return;
    }
    version = seen;
    byte[] kept = recovered.states().getOrDefault(BUNDLE, new byte[0]);
    if (trust.take(kept) instanceof Trust.Taking.Taken taken && taken.trust().version() == seen) {
      trust = taken.trust();
      bundle = kept;
    } else {
      say(
          out,
          "The bundle of issuer keys, version "
              + seen
              + ", is lost or cannot be used, and no lock can be ordered. Send it again, or a newer"
              + " one; if the root key was changed, a newer one signed by the new root.");
    }
  }

  /** Of the newest bundle taken, 0 before the first and if it is not known. */
  public long version() {
    return version;
  }

  /** Null while there is no root key: then nothing is authentic. */
  public @Nullable Trust trust() {
    return trust;
  }

  /**
   * A document.
   *
   * @param refuse hears with which code it is refused, and what to change
   */
  void arrived(Moment now, byte[] document, Effects out, Consumer<Fact> say, Consumer<Why> refuse) {
    Trust before = trust;
    if (before == null) {
      refuse.accept(Why.BAD_SIGNATURE);
      return;
    }
    if (Arrays.equals(document, bundle)) {
      return;
    }
    switch (before.take(document)) {
      case Trust.Taking.Refused refused -> refuse.accept(refused.why());
      case Trust.Taking.Taken taken -> {
        trust = taken.trust();
        bundle = document;
        version = taken.trust().version();
        List<String> keys = taken.trust().keyIds();
        out.add(new Effect.StoreMessage(Channel.DN_DOCUMENT, now, document));
        newest.take(version, out);
        out.add(new Effect.SaveState(BUNDLE, document));
        say.accept(new Fact.TrustChanged(version, keys));
        out.add(
            new Effect.Notice(
                Effect.Notice.Level.INFO,
                "Trust changed. version=" + version + " keys=" + String.join(",", keys)));
      }
    }
  }

  private static void say(Effects out, String text) {
    out.add(new Effect.Notice(Effect.Notice.Level.ERROR, text));
  }
}
