package io.shelfkeeper.agent.ports;

import io.shelfkeeper.agent.broker.payload.EventType;
import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.facts.Retention;
import io.shelfkeeper.agent.core.facts.StateReport;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Input;

/** Payloads of a test that says and hears nothing; what it needs, it adds. */
public class SilentPayloads implements Payloads {
  @Override
  public Written write(Fact fact) {
    throw new UnsupportedOperationException("nothing is written here");
  }

  @Override
  public Retention retention(String type) {
    return EventType.retentionOf(type);
  }

  @Override
  public byte[] event(OutboxRow row) {
    throw new UnsupportedOperationException("nothing is sent here");
  }

  @Override
  public byte[] birth(Effect.PublishBirth birth) {
    throw new UnsupportedOperationException("nothing is sent here");
  }

  @Override
  public byte[] state(StateReport state) {
    throw new UnsupportedOperationException("nothing is sent here");
  }

  @Override
  public byte[] challenge(Effect.PublishChallenge challenge) {
    throw new UnsupportedOperationException("nothing is sent here");
  }

  @Override
  public Input read(Channel channel, byte[] payload) {
    throw new UnsupportedOperationException("nothing arrives here");
  }
}
