package io.shelfkeeper.agent.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.step.Invariant;
import io.shelfkeeper.agent.core.step.SampleBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the inbox does with each kind of input when there is no room. */
class InboxTest {
  private final Inbox inbox = new Inbox();

  private List<Input> all() {
    List<Input> batch = new ArrayList<>();
    inbox.take(batch, Integer.MAX_VALUE);
    return batch;
  }

  private static Input order(long token) {
    return new Input.MessageArrived(1, token, Channel.DN_ORDER, false, new byte[] {1});
  }

  private static Input watermark() {
    return new Input.Acknowledged("i", null, Map.of(), List.of());
  }

  @Test
  void inputsComeOutAsTheyCameIn() {
    Input samples = new Input.Samples(0, new SampleBlock(1));
    Input lost = new Input.BrokerLost(1, -1, "test");
    inbox.post(samples);
    inbox.offer(order(1));
    inbox.post(lost);
    assertEquals(3, inbox.size());
    List<Input> batch = all();
    assertEquals(List.of(samples, lost), List.of(batch.get(0), batch.get(2)));
    assertEquals(0, inbox.size());
  }

  @Test
  void theImpossibleOnAnotherThreadEndsTheLoopAtOnce() throws InterruptedException {
    inbox.end("the thread bus-a died");
    inbox.await(Long.MAX_VALUE);
    Invariant.Broken end = assertThrows(Invariant.Broken.class, this::all);
    assertEquals("the thread bus-a died", end.getMessage());
  }

  @Test
  void aBatchTakesNoMoreThanItShould() {
    for (int i = 0; i < 5; i++) {
      inbox.post(new Input.PublicationDone(1, i, 0));
    }
    List<Input> batch = new ArrayList<>();
    inbox.take(batch, 3);
    assertEquals(3, batch.size());
    assertEquals(2, inbox.size());
  }

  @Test
  void anOrderWithoutRoomIsTurnedAwayAndStillAnswered() {
    for (int i = 0; i < Inbox.MESSAGES_MAX; i++) {
      assertTrue(inbox.offer(order(i)));
    }
    assertTrue(inbox.offer(order(99)));
    List<Input> batch = all();
    assertEquals(new Input.MessageTurnedAway(1, 99, Channel.DN_ORDER), batch.getLast());
  }

  @Test
  void evenAnswersHaveAnEndAndThenTheCallerHearsIt() {
    for (int i = 0; i < Inbox.MESSAGES_MAX + Inbox.TURNED_AWAY_MAX; i++) {
      assertTrue(inbox.offer(order(i)));
    }
    assertFalse(inbox.offer(order(999)));
    all();
    assertTrue(inbox.offer(order(1_000)), "room again after the loop has taken all");
  }

  @Test
  void aFloodOfOneKindLeavesRoomForTheOthers() {
    while (inbox.offer(order(1))) {}
    assertTrue(inbox.offer(watermark()));
    while (inbox.offer(watermark())) {}
    assertTrue(inbox.offer(new Input.StatusAsked(1)));
    while (inbox.offer(new Input.StatusAsked(2))) {}
    Input fault = new Input.DeviceFailed("d", "k", "w", "c", List.of(), List.of());
    inbox.post(fault);
    assertEquals(fault, all().getLast());
  }

  @Test
  void countersAreAddedUpWhereTheyWait() {
    inbox.post(new Input.DeviceCounted("scale/1", 10, 1));
    inbox.post(new Input.SamplesLost(0, 5));
    inbox.post(new Input.DeviceCounted("scale/1", 20, 2));
    inbox.post(new Input.SamplesLost(0, 7));
    inbox.post(new Input.SamplesLost(1, 1));
    assertEquals(
        List.of(
            new Input.DeviceCounted("scale/1", 30, 3),
            new Input.SamplesLost(0, 12),
            new Input.SamplesLost(1, 1)),
        all());
    inbox.post(new Input.DeviceCounted("scale/1", 1, 0));
    assertEquals(List.of(new Input.DeviceCounted("scale/1", 1, 0)), all());
  }

  @Test
  void tooMuchOfWhatMustNotGetLostIsNeverSilent() {
    Input done = new Input.PublicationDone(1, 1, 0);
    for (int i = 0; i <= Inbox.ALL_MAX; i++) {
      inbox.post(done);
    }
    assertEquals(Inbox.ALL_MAX, inbox.size());
    assertThrows(Invariant.Broken.class, this::all);
  }

  @Test
  void whoWaitsWakesUpWhenSomethingArrives() throws InterruptedException {
    Thread bus = Thread.ofPlatform().start(() -> inbox.post(watermark()));
    inbox.await(60_000_000_000L);
    assertEquals(1, inbox.size());
    bus.join();
  }
}
