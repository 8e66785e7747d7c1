package io.shelfkeeper.deploy.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shelfkeeper.simulator.scenario.DoorLog;
import io.shelfkeeper.simulator.scenario.SimulatorControl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What really happened in the shop, as the simulator wrote it down. Knows nothing of the agent. */
public record Truth(Path file, SimulatorControl simulator) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** All movements so far, in order. */
  public List<Move> moves() {
    try {
      List<Move> moves = new ArrayList<>();
      for (String line : wholeLines(file)) {
        JsonNode move = JSON.readTree(line);
        moves.add(
            new Move(
                move.required("bay").asText(),
                move.required("sku").asText(),
                move.required("delta").asInt(),
                move.required("end").asLong()));
      }
      return moves;
    } catch (IOException e) {
      throw new UncheckedIOException("the simulator's truth cannot be read from " + file, e);
    }
  }

  /** Every time that a coil drew current. */
  public List<Pulse> pulses() {
    return doors("pulse").stream()
        .map(pulse -> new Pulse(pulse.required("lock").asText(), pulse.required("start").asLong()))
        .toList();
  }

  /** Doors that were opened by force, one name for each time. */
  public List<String> forced() {
    return doors("door").stream()
        .filter(door -> door.required("by").asText().equals("force"))
        .map(door -> door.required("door").asText())
        .toList();
  }

  /** Every time that a door opened or shut. */
  List<Turn> doorTurns() {
    return turns("door", "open");
  }

  /** Every time that a lamp went on or off. */
  List<Turn> lampTurns() {
    return turns("signal", "on");
  }

  private List<Turn> turns(String kind, String on) {
    return doors(kind).stream()
        .map(
            turn ->
                new Turn(
                    turn.required(kind).asText(),
                    turn.required("is").asText().equals(on),
                    turn.required("at").asLong()))
        .toList();
  }

  private List<JsonNode> doors(String kind) {
    Path doors = DoorLog.beside(file);
    try {
      List<JsonNode> events = new ArrayList<>();
      for (String line : wholeLines(doors)) {
        events.add(JSON.readTree(line));
      }
      return events.stream().filter(event -> event.path("kind").asText().equals(kind)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the truth of the doors cannot be read from " + doors, e);
    }
  }

  /** The simulator may be writing the next one. */
  private static List<String> wholeLines(Path file) throws IOException {
    String all = Files.exists(file) ? Files.readString(file) : "";
    return all.substring(0, all.lastIndexOf('\n') + 1).lines().toList();
  }

  /** What lies on the shelves now. */
  public Map<Move.Place, Integer> counts() {
    try {
      Map<Move.Place, Integer> counts = new HashMap<>();
      for (String line : simulator.tell("counts").lines().toList()) {
        String[] words = line.split(" ", 3);
        counts.put(new Move.Place(words[0], words[1]), Integer.parseInt(words[2]));
      }
      return counts;
    } catch (IOException e) {
      throw new UncheckedIOException("the simulator does not answer", e);
    }
  }
}
