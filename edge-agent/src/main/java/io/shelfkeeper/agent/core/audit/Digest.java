package io.shelfkeeper.agent.core.audit;

/** SHA-256, given from outside: the core computes with hashes and knows no cryptography. */
@FunctionalInterface
public interface Digest {
  /** 32 bytes. */
  byte[] of(byte[] content);
}
