package io.shelfkeeper.agent.core.step;

import java.util.ArrayList;
import java.util.List;

/** Collects the wishes of one turn, in the order in which they were made. */
public final class Effects {
  private final List<Effect.Durable> durables = new ArrayList<>();
  private final List<Effect.Deed> deeds = new ArrayList<>();

  public void add(Effect effect) {
    switch (effect) {
      case Effect.Durable durable -> durables.add(durable);
      case Effect.Deed deed -> deeds.add(deed);
    }
  }

  public List<Effect.Durable> durables() {
    return durables;
  }

  public List<Effect.Deed> deeds() {
    return deeds;
  }

  public void clear() {
    durables.clear();
    deeds.clear();
  }
}
