package io.shelfkeeper.deploy.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shelfkeeper.agent.local.StatusQuestion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * What an agent says of itself on its status socket. For waiting only: the judge never asks it.
 *
 * @param boot number of its start
 * @param waiting rows that the backend has not acknowledged
 * @param blind whether a bay was not weighed yet since the start
 * @param faults such as {@code bus/fridge-bus link_down}
 */
public record AgentStatus(
    String connection,
    String incarnation,
    long boot,
    long waiting,
    boolean blind,
    List<String> faults) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE_MILLIS = 10_000;

  public AgentStatus {
    faults = List.copyOf(faults);
  }

  /** Asks; empty if nobody answers. */
  public static Optional<AgentStatus> of(Path data) {
    try {
      return Optional.of(read(JSON.readTree(StatusQuestion.ask(data, PATIENCE_MILLIS))));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  public boolean online() {
    return connection.equals("online");
  }

  private static AgentStatus read(JsonNode status) {
    return new AgentStatus(
        status.path("connection").asText(),
        status.path("incarnation").asText(),
        status.path("boot").asLong(),
        all(status, "lanes").stream().mapToLong(lane -> lane.path("waiting").asLong()).sum(),
        all(status, "bays").stream().anyMatch(bay -> !bay.path("known").asBoolean()),
        all(status, "faults").stream()
            .map(fault -> fault.path("device").asText() + " " + fault.path("kind").asText())
            .toList());
  }

  private static List<JsonNode> all(JsonNode node, String key) {
    return StreamSupport.stream(node.path(key).spliterator(), false).toList();
  }
}
