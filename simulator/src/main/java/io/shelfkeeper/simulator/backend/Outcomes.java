package io.shelfkeeper.simulator.backend;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What became of the orders of one backend, from events alone. An outcome is final: a second one
 * that is no answer to a repeat is counted, and never believed.
 */
final class Outcomes {
  private final Map<String, String> outcomes = new HashMap<>();
  private int duplicates;

  /** Takes an event that was not taken before. */
  void take(Event event) {
    JsonNode data = event.data();
    switch (event.type()) {
      case Event.DONE -> end(data, done(data), data.path("repeated").asBoolean());
      // The same bytes are refused again, so a refusal may well come twice.
      case Event.REFUSED -> {
        String refused = "refused " + data.path("code").asText();
        end(data, refused, of(data.path("order").asText()).filter(refused::equals).isPresent());
      }
      default -> {}
    }
  }

  private void end(JsonNode data, String outcome, boolean repeated) {
    String order = data.path("order").asText();
    if (order.isEmpty()) {
      return; // a refusal of what is not authentic names nothing
    }
    String before = outcomes.putIfAbsent(order, outcome);
    if (before != null && !(repeated && before.equals(outcome))) {
      duplicates++;
    }
  }

  private static String done(JsonNode data) {
    String why = data.path("why").asText("");
    return data.path("outcome").asText() + (why.isEmpty() ? "" : " " + why);
  }

  /** Such as {@code confirmed}, {@code failed jammed}, {@code refused stale}. */
  Optional<String> of(String order) {
    return Optional.ofNullable(outcomes.get(order));
  }

  /** Outcomes that came although an order had another one already, or the same without a repeat. */
  int duplicates() {
    return duplicates;
  }
}
