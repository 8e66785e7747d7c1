package io.shelfkeeper.agent.core.orders;

import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.state.StateWriter;
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
final class TrustDesk {
  /** Apart from the bundle: the one must survive the other. */
  static final String VERSION = "trust/version";

  static final String BUNDLE = "trust/bundle";

  /** The version once more, where it outlives the journal. */
  static final String FLOOR = "trust";

  private static final int LAYOUT = 1;
  private static final long UNKNOWN = Long.MAX_VALUE;

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
    long floor = recovered.floors().getOrDefault(FLOOR, 0L);
    long written = versionSeen(recovered.states().get(VERSION), out);
    long seen = Math.max(floor, written);
    trust = Trust.of(root, seen == UNKNOWN ? seen : Math.max(seen - 1, 0));
    if (seen == 0 || seen == UNKNOWN) {
      return;
    }
    version = seen;
    if (written > floor) {
      out.add(new Effect.RaiseFloor(FLOOR, written)); // the last process died on its way there
    }
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

  /** In doubt about the past no bundle is new. */
  private static long versionSeen(byte @Nullable [] state, Effects out) {
    if (state == null) {
      return 0;
    }
    try {
      return new StateReader(state, LAYOUT).number();
    } catch (StateReader.Unreadable e) {
      say(
          out,
          "It cannot be read which bundle of issuer keys was the last, and none is taken: "
              + e.getMessage()
              + ". Check whether an older release was installed.");
      return UNKNOWN;
    }
  }

  /** Of the newest bundle taken, 0 before the first and if it is not known. */
  long version() {
    return version;
  }

  /** Null while there is no root key: then nothing is authentic. */
  @Nullable Trust trust() {
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
        out.add(new Effect.SaveState(VERSION, new StateWriter(LAYOUT).number(version).bytes()));
        out.add(new Effect.SaveState(BUNDLE, document));
        out.add(new Effect.RaiseFloor(FLOOR, version));
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
