package io.shelfkeeper.agent.core.tags;

import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.state.StateWriter;
import org.jspecify.annotations.Nullable;

/**
 * What a tag was known to show from a moment on.
 *
 * @param label null if nobody knew any more
 * @param sentMillis when it was sent, by the wall clock: between then and {@code atMillis} it was
 *     drawn
 * @param atMillis when the tag confirmed it, or began anew
 * @param trusted whether the clock could be believed
 */
record Shown(@Nullable Label label, long sentMillis, long atMillis, boolean trusted) {

  void write(StateWriter out) {
    out.number(sentMillis).number(atMillis).number((trusted ? 1 : 0) | (label == null ? 0 : 2));
    if (label != null) {
      label.write(out);
    }
  }

  static Shown read(StateReader in) {
    long sent = in.number();
    long at = in.number();
    int flags = in.count(3);
    return new Shown((flags & 2) == 0 ? null : Label.read(in), sent, at, (flags & 1) != 0);
  }
}
