package io.shelfkeeper.drivers.lock;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Two boards at one address, and what only looks like it. */
class TwinWatchTest {
  private final TwinWatch twins = new TwinWatch();

  /** A read that is listened out for as long as a board may take. */
  private void read(int answers) {
    twins.asks();
    for (int i = 0; i < answers; i++) {
      twins.hears();
    }
    twins.listenedOut();
  }

  @Test
  void nobodyIsAloneBeforeItWasListenedTo() {
    assertFalse(twins.isAlone());
    read(0);
    assertFalse(twins.isAlone(), "it may still be under way");
    read(1);
    assertTrue(twins.isAlone());
    assertFalse(twins.isSuspected());
  }

  @Test
  void anAnswerTooManyIsSuspectAndTheThirdInARowIsCertain() {
    read(2);
    assertTrue(twins.isSuspected());
    assertFalse(twins.isAlone());
    read(2);
    assertFalse(twins.isCertain());
    read(2);
    assertTrue(twins.isCertain());
  }

  @Test
  void anAnswerTooManyBetweenTheReadsCountsToo() {
    read(1);
    for (int i = 0; i < 3; i++) {
      assertFalse(twins.isCertain());
      twins.asks();
      twins.hears();
      twins.hears();
    }
    assertTrue(twins.isCertain());
    assertTrue(twins.isSuspected());
  }

  @Test
  void cleanReadsEndASuspicion() {
    read(2);
    read(1);
    assertTrue(twins.isSuspected(), "what was too many came just before");
    read(1);
    assertFalse(twins.isSuspected());
  }

  @Test
  void aSilentReadNeitherEndsNorProvesASuspicion() {
    read(2);
    twins.asks();
    twins.asks();
    assertTrue(twins.isSuspected());
    assertFalse(twins.isCertain());
  }

  @Test
  void aSlowBoardNeverGivesTooMany() {
    read(1);
    for (int i = 0; i < 10; i++) {
      twins.asks(); // its answer to this one comes during the next
    }
    twins.hears();
    twins.asks();
    twins.hears();
    twins.hears();
    twins.hears();
    assertFalse(twins.isSuspected());
    assertFalse(twins.isCertain());
  }

  @Test
  void whoeverComesBackFromSilenceMayBeAnother() {
    read(1);
    for (int i = 0; i < 4; i++) {
      assertTrue(twins.isAlone(), "silences: " + i);
      twins.asks();
    }
    assertFalse(twins.isAlone());
  }
}
