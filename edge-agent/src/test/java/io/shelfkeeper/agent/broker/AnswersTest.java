package io.shelfkeeper.agent.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.step.Input;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private final RecordedInputs inputs = new RecordedInputs();
  private final Answers answers = new Answers(inputs);
  private long token;

  private void add(int code, int awaited) {
    answers.add(new Input.PublicationDone(1, ++token, code));
    answers.pause(awaited);
  }

  @Test
  void anAnswerGoesAtOnceWhileFewAreAwaited() {
    add(0, Answers.FEW - 1);
    assertEquals(1, inputs.next(Input.PublicationDone.class).token());
  }

  @Test
  void whileManyAreAwaitedAnswersGoInBundlesAndInOrder() {
    for (int i = 1; i < Answers.BUNDLE; i++) {
      add(0, Answers.FEW);
    }
    assertTrue(inputs.rest().isEmpty());
    add(0, Answers.FEW);
    for (int i = 1; i <= Answers.BUNDLE; i++) {
      assertEquals(i, inputs.next(Input.PublicationDone.class).token());
    }
    assertTrue(inputs.rest().isEmpty());
  }

  @Test
  void aRefusalWaitsForNothing() {
    add(0, Answers.FEW);
    add(ReasonCodes.PACKET_TOO_LARGE, Answers.FEW);
    assertEquals(2, inputs.rest().size());
  }

  @Test
  void answersThatCameTogetherWakeTheLoopTogether() {
    answers.add(new Input.PublicationDone(1, ++token, 0));
    answers.add(new Input.PublicationDone(1, ++token, 0));
    assertTrue(inputs.rest().isEmpty(), "there is more to read");
    answers.pause(1);
    assertEquals(2, inputs.rest().size());
  }

  @Test
  void aRefusalIsNoReasonToHurryTwice() {
    add(ReasonCodes.PACKET_TOO_LARGE, Answers.FEW);
    assertEquals(1, inputs.rest().size());
    add(0, Answers.FEW);
    assertTrue(inputs.rest().isEmpty());
  }

  @Test
  void whatWaitsIsHandedOverOnceWhenItIsAskedFor() {
    add(0, Answers.FEW);
    answers.flush();
    answers.flush();
    assertEquals(1, inputs.rest().size());
  }
}
