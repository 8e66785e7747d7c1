package io.shelfkeeper.agent.core.orders;

import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.core.facts.Fact;
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
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes bundles of issuer keys, and goes on from the last one after a start. Never takes a version
 * again or an older one, whatever became of the bundle itself.
 */
final class TrustDesk {
  /** Apart from the bundle: the one must survive the other. */
  static final String VERSION = "trust/version";

  static final String BUNDLE = "trust/bundle";
  private static final int LAYOUT = 1;

  private @Nullable Trust trust;
  private byte[] bundle = {};

  /**
   * @param root null where no root key is installed: then nobody is trusted
   */
  void restore(@Nullable IssuerKey root, Map<String, byte[]> states, Effects out) {
    if (root == null) {
      return;
    }
    byte[] kept = states.getOrDefault(BUNDLE, new byte[0]);
    long seen = versionSeen(states.get(VERSION), out);
    trust = Trust.of(root, seen);
    if (kept.length == 0 || seen == 0) {
      return;
    }
    if (Trust.of(root, seen - 1).take(kept) instanceof Trust.Taking.Taken taken
        && taken.trust().version() == seen) {
      trust = taken.trust();
      bundle = kept;
    } else {
      say(
          out,
          "The kept bundle of issuer keys, version "
              + seen
              + ", cannot be used and no lock can be ordered. Check whether the root key was"
              + " changed, and send a bundle of a higher version.");
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
      return Long.MAX_VALUE;
    }
  }

  /** Of the newest bundle taken, 0 before the first. */
  long version() {
    return trust == null ? 0 : trust.version();
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
        long version = taken.trust().version();
        List<String> keys = taken.trust().keyIds();
        out.add(new Effect.StoreMessage(Channel.DN_DOCUMENT, now, document));
        out.add(new Effect.SaveState(VERSION, new StateWriter(LAYOUT).number(version).bytes()));
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
