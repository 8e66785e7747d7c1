package io.shelfkeeper.agent.ports;

import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.facts.Retention;
import io.shelfkeeper.agent.core.facts.StateReport;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Input;

/** The words of the contract: facts to bytes and bytes to inputs. Never throws on what arrives. */
public interface Payloads {

  /** CloudEvents type, subject and compact data of a fact, as the journal keeps them. */
  Written write(Fact fact);

  /**
   * What may become of a row of telemetry when there is no room.
   *
   * @param type as {@link #write} gave it; one of another release is never dropped
   */
  Retention retention(String type);

  /**
   * A fact as the journal keeps it.
   *
   * @param type CloudEvents type, such as {@code io.shelfkeeper.stock.moved.v1}
   * @param subject what it is about, such as a bay; may be empty
   * @param data one JSON object in UTF-8
   */
  record Written(String type, String subject, byte[] data) {}

  /** The whole message of a row. */
  byte[] event(OutboxRow row);

  /** The message with which a device greets its backend. */
  byte[] birth(Effect.PublishBirth birth);

  /** The message with the whole stock. */
  byte[] state(StateReport state);

  /** The message with the challenge that fresh orders must name. */
  byte[] challenge(Effect.PublishChallenge challenge);

  /**
   * Reads what the backend sent on {@code DN_ACK} or {@code DN_QUERY}.
   *
   * @return an {@code Acknowledged}, a {@code StateAsked} or a {@code MessageUnreadable}
   */
  Input read(Channel channel, byte[] payload);
}
