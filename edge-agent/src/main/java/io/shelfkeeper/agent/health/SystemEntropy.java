package io.shelfkeeper.agent.health;

import io.shelfkeeper.agent.ports.Entropy;
import java.security.SecureRandom;

/** Chance from the operating system. Never seeded by us. */
public final class SystemEntropy implements Entropy {
  private final SecureRandom random = new SecureRandom();

  @Override
  public long nextLong() {
    return random.nextLong();
  }
}
