package io.shelfkeeper.agent.broker.payload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.Mark;
import io.shelfkeeper.agent.core.facts.NoteClass;
import io.shelfkeeper.agent.core.facts.Outcome;
import io.shelfkeeper.agent.core.facts.Retention;
import io.shelfkeeper.agent.core.permits.Refusal;
import io.shelfkeeper.agent.core.step.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The code and the contract for backends say the same. The examples are what the code writes: after
 * a change run this test with {@code -Dcontract.write=true} and read what has changed.
 */
class ContractTest {
  private static final Path CONTRACT = Path.of("contract");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PREFIX = "io.shelfkeeper.";

  /** Every message that the code sends, by its type without the prefix. */
  private static Map<String, byte[]> written() {
    Map<String, byte[]> written = new TreeMap<>();
    for (Fact fact : Samples.facts()) {
      String type = EventType.of(fact).word();
      written.put(type.substring(PREFIX.length()), Samples.PAYLOADS.event(Samples.row(fact)));
    }
    written.put("stock.state.v1", Samples.PAYLOADS.state(Samples.state()));
    written.put("device.born.v1", Samples.PAYLOADS.birth(Samples.birth()));
    written.put("challenge.issued.v1", Samples.PAYLOADS.challenge(Samples.challenge()));
    written.put("device.gone.v1", Samples.PAYLOADS.gone(3));
    return written;
  }

  private static Set<String> names(String folder) throws IOException {
    try (Stream<Path> files = Files.list(CONTRACT.resolve(folder))) {
      return files
          .map(file -> file.getFileName().toString().replaceAll("\\.json$", ""))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Set<String> expectedNames() {
    Set<String> names =
        Arrays.stream(EventType.values())
            .map(type -> type.word().substring(PREFIX.length()))
            .collect(Collectors.toCollection(TreeSet::new));
    names.addAll(List.of("ack", "query"));
    return names;
  }

  private static JsonNode asyncApi() throws IOException {
    String text = Files.readString(CONTRACT.resolve("asyncapi.yaml"));
    return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
  }

  private static JsonNode example(String name) throws IOException {
    return JSON.readTree(CONTRACT.resolve("examples").resolve(name + ".json").toFile());
  }

  @Test
  void everyMessageHasASchemaAndAnExampleAndNothingElseHas() throws IOException {
    assertEquals(expectedNames(), names("schemas"));
    assertEquals(expectedNames(), names("examples"));
    assertEquals(EventType.values().length, written().size(), "samples of all types");
  }

  @Test
  void theExamplesAreWhatTheCodeWrites() throws IOException {
    for (Map.Entry<String, byte[]> message : written().entrySet()) {
      JsonNode now = JSON.readTree(message.getValue());
      if (Boolean.getBoolean("contract.write")) {
        Files.writeString(
            CONTRACT.resolve("examples").resolve(message.getKey() + ".json"),
            now.toPrettyString() + "\n");
      }
      assertEquals(now, example(message.getKey()), message.getKey());
    }
  }

  @Test
  void everyExampleFitsItsSchema() throws IOException {
    JsonSchemaFactory factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    for (String name : expectedNames()) {
      JsonNode schema = JSON.readTree(CONTRACT.resolve("schemas/" + name + ".json").toFile());
      Set<ValidationMessage> wrong = factory.getSchema(schema).validate(example(name));
      assertEquals(Set.of(), wrong, name);
    }
  }

  @Test
  void everySchemaNoticesWhatIsMissing() throws IOException {
    JsonSchemaFactory factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    for (String name : written().keySet()) {
      JsonNode schema = JSON.readTree(CONTRACT.resolve("schemas/" + name + ".json").toFile());
      com.fasterxml.jackson.databind.node.ObjectNode without = example(name).deepCopy();
      without.remove("data");
      assertTrue(!factory.getSchema(schema).validate(without).isEmpty(), name);
    }
  }

  /** The words under one key of an event's data, as its schema has them. */
  private static Set<String> words(String type, String key) throws IOException {
    Set<String> words = new TreeSet<>();
    JSON.readTree(CONTRACT.resolve("schemas/" + type + ".json").toFile())
        .at("/properties/data/properties/" + key + "/enum")
        .forEach(word -> words.add(word.asText()));
    return words;
  }

  @Test
  void everyRefusalAndEveryOutcomeIsAWordOfTheContractAndOfItsTables() throws IOException {
    Set<String> refusals =
        Arrays.stream(Refusal.values())
            .map(Refusal::code)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(refusals, words("order.refused.v1", "code"));
    assertEquals(
        Arrays.stream(Outcome.values())
            .map(Outcome::word)
            .collect(Collectors.toCollection(TreeSet::new)),
        words("order.done.v1", "outcome"));
    Set<String> all = new TreeSet<>(refusals);
    all.addAll(words("document.refused.v1", "code"));
    all.addAll(words("order.done.v1", "outcome"));
    all.addAll(words("order.done.v1", "why"));
    String page = Files.readString(CONTRACT.resolve("README.md"));
    all.removeIf(word -> page.contains("| `" + word + "` |"));
    assertEquals(Set.of(), all, "words that the page does not explain");
  }

  /** The table of losses, as {@code type lane words}. */
  private static Set<String> publishedLosses() throws IOException {
    Set<String> rows = new TreeSet<>();
    String page = Files.readString(CONTRACT.resolve("README.md"));
    Matcher row =
        Pattern.compile("(?m)^\\| `([\\w.]+)` \\| (alarm|fact|telemetry) \\| ([^|]+) \\|$")
            .matcher(page.substring(page.indexOf("## What may get lost")));
    while (row.find()) {
      rows.add(String.join(" ", row.group(1), row.group(2), row.group(3)));
    }
    return rows;
  }

  @Test
  void whatMayGetLostIsPublishedForEachTypeAsTheCodeDoesIt() throws IOException {
    List<Fact> facts = new ArrayList<>(Samples.facts());
    for (NoteClass kind : NoteClass.values()) {
      facts.add(new Fact.ExternalNoted(kind, "", new byte[0]));
    }
    Set<String> code = new TreeSet<>();
    for (Fact fact : facts) {
      String type = Samples.PAYLOADS.write(fact).type();
      Retention retention =
          fact.lane() == Lane.TELEMETRY
              ? Samples.PAYLOADS.retention(type)
              : Retention.NEVER_DROPPED;
      code.add(
          String.join(" ", type.substring(PREFIX.length()), fact.lane().word(), retention.words()));
    }
    assertEquals(code, publishedLosses());
    assertEquals(
        Retention.NEVER_DROPPED, Samples.PAYLOADS.retention("io.shelfkeeper.of.another.release"));
  }

  @Test
  void whatABackendSendsIsUnderstood() throws IOException {
    Input.Acknowledged ack =
        assertInstanceOf(
            Input.Acknowledged.class,
            Samples.PAYLOADS.read(Channel.DN_ACK, JSON.writeValueAsBytes(example("ack"))));
    assertEquals(new Mark(1234, "c1d2e3f405162738495a6b7c8d9eafb0"), ack.marks().get(Lane.FACT));
    assertEquals(1, ack.rejected().size());
    assertInstanceOf(
        Input.StateAsked.class,
        Samples.PAYLOADS.read(Channel.DN_QUERY, JSON.writeValueAsBytes(example("query"))));
  }

  @Test
  void codeAndContractNameTheSameTopics() throws IOException {
    Set<String> contract = new TreeSet<>();
    asyncApi().path("channels").forEach(channel -> contract.add(channel.path("address").asText()));
    Set<String> code =
        Arrays.stream(Channel.values())
            .map(channel -> "sk/v1/{site}/{device}/" + channel.path())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(code, contract);
  }

  /** Topics by the types of the messages that the contract has on them. */
  private static Map<String, Set<String>> topics() throws IOException {
    JsonNode api = asyncApi();
    Map<String, Set<String>> topics = new TreeMap<>();
    for (JsonNode channel : api.path("channels")) {
      channel
          .path("messages")
          .fieldNames()
          .forEachRemaining(
              key ->
                  topics
                      .computeIfAbsent(
                          api.at("/components/messages/" + key + "/name").asText(),
                          type -> new TreeSet<>())
                      .add(channel.path("address").asText()));
    }
    return topics;
  }

  @Test
  void codeAndContractSendTheSameMessagesOnTheSameTopics() throws IOException {
    Map<String, Set<String>> code = new TreeMap<>();
    Stream<Fact> external =
        Arrays.stream(NoteClass.values())
            .map(kind -> new Fact.ExternalNoted(kind, "", new byte[0]));
    Stream.concat(Samples.facts().stream(), external)
        .forEach(fact -> send(code, EventType.of(fact), Channel.of(fact.lane())));
    for (EventType type :
        List.of(EventType.STOCK_STATE, EventType.DEVICE_BORN, EventType.DEVICE_GONE)) {
      send(code, type, Channel.UP_STATE);
    }
    send(code, EventType.CHALLENGE_ISSUED, Channel.UP_CHALLENGE);
    Map<String, Set<String>> contract = topics();
    contract.keySet().retainAll(code.keySet());
    assertEquals(code, contract);
    assertEquals(JsonPayloads.CONTRACT_VERSION, asyncApi().path("info").path("version").asText());
  }

  private static void send(Map<String, Set<String>> code, EventType type, Channel channel) {
    code.computeIfAbsent(type.word(), word -> new TreeSet<>())
        .add("sk/v1/{site}/{device}/" + channel.path());
  }
}
