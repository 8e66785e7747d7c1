package io.shelfkeeper.agent.loop;

import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Input;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Does what the core wishes, after it is written down. Answers that are known at once are collected
 * and go back to the core in the same turn; nothing here decides anything.
 */
final class Deeds {
  private final Outside outside;

  /** Lanes of which a row was not taken in this list: the next one must not overtake it. */
  private final Set<Lane> held = EnumSet.noneOf(Lane.class);

  /** The same of the list before: the core wished this one before it had heard of all of that. */
  private final Set<Lane> heldBefore = EnumSet.noneOf(Lane.class);

  Deeds(Outside outside) {
    this.outside = outside;
  }

  /** A new list of wishes. */
  void begin() {
    heldBefore.clear();
    heldBefore.addAll(held);
    held.clear();
  }

  /**
   * @param answers takes what the deed led to at once
   */
  void act(Effect.Deed deed, List<Input> answers) {
    switch (deed) {
      case Effect.Connect d -> outside.broker().connect(d.attempt());
      case Effect.Disconnect d -> outside.broker().disconnect(d.attempt(), d.why());
      case Effect.PublishRow d -> publish(d, answers);
      case Effect.PublishBirth d ->
          publish(d.attempt(), d.token(), Channel.UP_STATE, outside.payloads().birth(d), answers);
      case Effect.PublishState d ->
          publish(
              d.attempt(),
              d.token(),
              Channel.UP_STATE,
              outside.payloads().state(d.state()),
              answers);
      case Effect.PublishChallenge d ->
          publish(
              d.attempt(),
              d.token(),
              Channel.UP_CHALLENGE,
              outside.payloads().challenge(d),
              answers);
      case Effect.Actuate d -> outside.buses().actuate(d.actuation());
      case Effect.ShowLabel d -> outside.buses().show(d);
      case Effect.ShowSignal d -> outside.buses().show(d);
      case Effect.AcknowledgeMessage d -> outside.broker().acknowledge(d.attempt(), d.token());
      case Effect.ReadRows d ->
          answers.add(
              new Input.RowsRead(
                  d.lane(), d.fromSeq(), outside.journal().rows(d.lane(), d.fromSeq(), d.limit())));
      case Effect.ReadSalvage d ->
          answers.add(
              new Input.SalvageRead(
                  d.folder(),
                  d.lane(),
                  outside.journal().salvage(d.folder(), d.lane(), d.afterSeq(), d.limit())));
      case Effect.EndSalvage d -> outside.journal().endSalvage(d.folder());
      case Effect.Notice d -> outside.notices().say(d.level(), d.text());
      case Effect.AnswerNotes d -> outside.notes().answer(d.connection(), d.upTo());
      case Effect.AnswerStatus d ->
          outside.replies().answer(d.token(), d.status(), outside.journal().use());
      case Effect.AnswerStaff d -> outside.staff().answer(d.token(), d.answer());
    }
  }

  private void publish(Effect.PublishRow d, List<Input> answers) {
    Lane lane = d.row().lane();
    boolean taken =
        !held.contains(lane)
            && !heldBefore.contains(lane)
            && outside
                .broker()
                .publish(d.attempt(), d.token(), d.row(), outside.payloads().event(d.row()));
    if (!taken) {
      held.add(lane);
      answers.add(new Input.PublicationDone(d.attempt(), d.token(), -1));
    }
  }

  private void publish(
      long attempt, long token, Channel channel, byte[] payload, List<Input> answers) {
    if (!outside.broker().publish(attempt, token, channel, payload)) {
      answers.add(new Input.PublicationDone(attempt, token, -1));
    }
  }
}
