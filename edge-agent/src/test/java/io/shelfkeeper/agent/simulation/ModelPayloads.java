package io.shelfkeeper.agent.simulation;

import io.shelfkeeper.agent.broker.payload.EventType;
import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.facts.Retention;
import io.shelfkeeper.agent.core.facts.StateReport;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.ports.Payloads;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Bytes that are tickets for objects: the simulation tests what is said, not how it is spelt. */
final class ModelPayloads implements Payloads {
  private final List<Object> things = new ArrayList<>();

  Object thing(byte[] ticket) {
    return things.get(ByteBuffer.wrap(ticket).getInt());
  }

  private byte[] ticket(Object thing) {
    things.add(thing);
    return ByteBuffer.allocate(4).putInt(things.size() - 1).array();
  }

  Fact fact(OutboxRow row) {
    return (Fact) thing(row.data());
  }

  @Override
  public Written write(Fact fact) {
    return new Written(EventType.of(fact).word(), subject(fact), ticket(fact));
  }

  private static String subject(Fact fact) {
    return switch (fact) {
      case Fact.BayMeasured f -> f.bay();
      case Fact.PriceConfirmed f -> f.tag();
      case Fact.PriceMismatch f -> f.tag();
      case Fact.TagSilent f -> f.tag();
      case Fact.TagBatteryLow f -> f.tag();
      case Fact.CampaignProgress f -> Long.toString(f.version());
      default -> "";
    };
  }

  @Override
  public Retention retention(String type) {
    return EventType.retentionOf(type);
  }

  @Override
  public byte[] event(OutboxRow row) {
    return ticket(row);
  }

  @Override
  public byte[] birth(Effect.PublishBirth birth) {
    return ticket(birth);
  }

  @Override
  public byte[] state(StateReport state) {
    return ticket(state);
  }

  @Override
  public byte[] challenge(Effect.PublishChallenge challenge) {
    return ticket(challenge);
  }

  @Override
  public Input read(Channel channel, byte[] payload) {
    throw new IllegalStateException("the model broker reads for itself");
  }
}
