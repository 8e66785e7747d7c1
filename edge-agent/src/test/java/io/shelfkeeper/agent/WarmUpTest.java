package io.shelfkeeper.agent;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WarmUpTest {
  @Test
  void theVerifierRunsBeforeTheFirstOrder() {
    WarmUp.Took took = WarmUp.run();
    System.out.printf(
        "first verification: %d us, after the warm-up: %d us%n",
        took.first() / 1_000, took.last() / 1_000);
    assertTrue(took.first() > 0 && took.last() > 0);
  }
}
