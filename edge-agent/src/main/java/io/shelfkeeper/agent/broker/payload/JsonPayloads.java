package io.shelfkeeper.agent.broker.payload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.facts.Retention;
import io.shelfkeeper.agent.core.facts.StateReport;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.ports.Payloads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The contract in CloudEvents 1.0, structured JSON. The journal keeps only the data of an event;
 * the envelope is rendered each time it is sent, and never stored.
 */
public final class JsonPayloads implements Payloads {
  /** Version of the contract, as {@code edge-agent/contract/asyncapi.yaml} has it. */
  public static final String CONTRACT_VERSION = "1.0.0";

  private final Identity identity;
  private final Inventory inventory;
  private final JsonFactory factory = new JsonFactory();
  private final Gtins gtins;
  private final FactData facts;
  private final Supplier<String> key;
  private final WallTimes times = new WallTimes();

  /**
   * @param gtins GTIN by sku, empty or absent where there is none
   * @param key the device's public key in base64url, asked for when a birth is told
   */
  public JsonPayloads(
      Identity identity, Inventory inventory, Map<String, String> gtins, Supplier<String> key) {
    this.key = key;
    this.identity = identity;
    this.inventory = inventory;
    this.gtins = new Gtins(gtins);
    this.facts = new FactData(this.gtins);
  }

  /**
   * Other goods are sold from now on. Only before the first fact is written.
   *
   * @param others GTIN by sku, empty or absent where there is none
   */
  public void sells(Map<String, String> others) {
    gtins.replace(others);
  }

  @Override
  public Written write(Fact fact) {
    byte[] data =
        fact instanceof Fact.ExternalNoted noted
            ? noted.json()
            : json(generator -> facts.write(generator, fact));
    return new Written(EventType.of(fact).word(), FactData.subject(fact), data);
  }

  @Override
  public Retention retention(String type) {
    return EventType.retentionOf(type);
  }

  @Override
  public byte[] event(OutboxRow row) {
    return Envelope.of(row.id(), identity.source(), row.type())
        .subject(row.subject())
        .at(row.at(), row.boot(), times)
        .incarnation(row.incarnation())
        .place(row.lane(), row.seq())
        .around(row.data());
  }

  @Override
  public byte[] birth(Effect.PublishBirth birth) {
    return Envelope.of(birth.session(), identity.source(), EventType.DEVICE_BORN.word())
        .at(birth.at(), birth.boot(), times)
        .incarnation(birth.incarnation())
        .around(json(generator -> birthData(generator, birth)));
  }

  @Override
  public byte[] state(StateReport state) {
    // Two states of one start never share a nanosecond: one thread makes them.
    String id = "%s-%d-%d".formatted(state.incarnation(), state.boot(), state.at().nanos());
    return Envelope.of(id, identity.source(), EventType.STOCK_STATE.word())
        .at(state.at(), state.boot(), times)
        .incarnation(state.incarnation())
        .around(json(generator -> stateData(generator, state)));
  }

  @Override
  public byte[] challenge(Effect.PublishChallenge challenge) {
    return Envelope.of(challenge.challenge(), identity.source(), EventType.CHALLENGE_ISSUED.word())
        .at(challenge.at(), challenge.boot(), times)
        .incarnation(challenge.incarnation())
        .around(
            json(
                generator -> {
                  generator.writeStartObject();
                  generator.writeStringField("challenge", challenge.challenge());
                  generator.writeNumberField("valid_ms", challenge.validMillis());
                  generator.writeEndObject();
                }));
  }

  /**
   * The will: what the broker says in our name when the connection ends.
   *
   * @param attempt number of the connection, as in the birth message
   */
  public byte[] gone(long attempt) {
    String connection = identity.connection(attempt);
    byte[] data = ("{\"connection\":\"" + connection + "\"}").getBytes(StandardCharsets.UTF_8);
    return Envelope.of("gone-" + connection, identity.source(), EventType.DEVICE_GONE.word())
        .around(data);
  }

  @Override
  public Input read(Channel channel, byte[] payload) {
    return BackendMessage.read(channel, payload);
  }

  private void birthData(JsonGenerator json, Effect.PublishBirth birth) throws IOException {
    json.writeStartObject();
    json.writeStringField("session", birth.session());
    json.writeStringField("connection", identity.connection(birth.attempt()));
    json.writeStringField("key", key.get());
    json.writeObjectFieldStart("versions");
    json.writeStringField("agent", identity.agentVersion());
    json.writeStringField("contract", CONTRACT_VERSION);
    json.writeStringField("java", identity.javaVersion());
    json.writeEndObject();
    json.writeArrayFieldStart("schemas");
    for (EventType type : EventType.values()) {
      json.writeString(type.word());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("buses");
    for (Inventory.Bus bus : inventory.buses()) {
      json.writeStartObject();
      json.writeStringField("id", bus.id());
      json.writeStringField("link", bus.link());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("devices");
    for (Inventory.Device device : inventory.devices()) {
      device(json, device);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void device(JsonGenerator json, Inventory.Device device) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", device.id());
    json.writeStringField("model", device.model());
    json.writeStringField("bus", device.bus());
    json.writeNumberField("address", device.address());
    if (!device.cell().isEmpty()) {
      json.writeStringField("cell", device.cell());
    }
    json.writeEndObject();
  }

  private void stateData(JsonGenerator json, StateReport state) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("as_of");
    for (Lane lane : Lane.values()) {
      json.writeNumberField(lane.word(), state.asOf().getOrDefault(lane, 0L));
    }
    json.writeEndObject();
    json.writeArrayFieldStart("bays");
    for (StateReport.Bay bay : state.bays()) {
      json.writeStartObject();
      json.writeStringField("bay", bay.bay());
      json.writeBooleanField("known", bay.known());
      Numbers.grams(json, "grams", bay.grams());
      facts.counts(json, bay.counts());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private byte[] json(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator generator = factory.createGenerator(bytes)) {
      body.write(generator);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  /** Writes one JSON value. */
  private interface Body {
    void write(JsonGenerator json) throws IOException;
  }
}
