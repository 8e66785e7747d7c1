package io.shelfkeeper.agent.ports;

/** The only source of randomness. */
public interface Entropy {
  /** 64 unpredictable bits. */
  long nextLong();
}
