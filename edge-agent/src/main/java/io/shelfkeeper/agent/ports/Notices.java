package io.shelfkeeper.agent.ports;

import io.shelfkeeper.agent.core.step.Effect;

/** Where lines for people go. Never fails and never waits: a full disk must not stop the shop. */
public interface Notices {
  void say(Effect.Notice.Level level, String text);
}
