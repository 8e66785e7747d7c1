package io.shelfkeeper.simulator.backend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The backend without its network: messages in, acknowledgements out. Never acknowledges what is
 * not on its disk.
 */
final class Office implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> LANES = List.of("alarm", "fact", "telemetry");

  /** What to publish, below {@code sk/v1/}. */
  record Answer(String topic, byte[] payload) {}

  private final Map<String, Ledger> ledgers = new HashMap<>();
  private final Clerk clerk;
  private final Book book;
  private final LongSupplier wallMillis;
  private final Consumer<String> say;

  // for one batch
  private final Map<String, String> greetings = new LinkedHashMap<>();
  private final Set<String> toAnswer = new HashSet<>();
  private boolean stockChanged;

  // for the process
  private final Map<String, Integer> differences = new HashMap<>();

  /**
   * @param clerk hears what this office takes, also what it took before
   */
  Office(Path path, Clerk clerk, LongSupplier wallMillis, Consumer<String> say) throws IOException {
    this.clerk = clerk;
    this.wallMillis = wallMillis;
    this.say = say;
    book = new Book(path, (at, message) -> again(message));
    greetings.clear();
    toAnswer.clear();
  }

  private void again(JsonNode message) {
    try {
      Event event = Event.of(message);
      apply(event);
    } catch (Event.Unreadable e) {
      throw new IllegalStateException("the book holds a message that it would not take", e);
    }
  }

  private Ledger ledger(String device) {
    return ledgers.computeIfAbsent(device, key -> new Ledger());
  }

  /** Takes one message; nothing is durable and nothing is answered until {@link #finish}. */
  void receive(String device, byte[] payload) throws IOException {
    Event event;
    try {
      event = Event.read(payload);
    } catch (Event.Unreadable e) {
      say.accept(device + " sent a message that was not understood: " + e.getMessage());
      return;
    }
    if (!event.device().equals(device)) {
      say.accept(device + " sent a message in the name of " + event.device() + "; it is ignored");
      return;
    }
    if (apply(event)) {
      book.add(wallMillis.getAsLong(), event.whole());
      stockChanged = true;
      Tale.of(event).ifPresent(say);
    }
  }

  /** Whether the message has to be kept. */
  private boolean apply(Event event) {
    Ledger ledger = ledger(event.device());
    switch (event.type()) {
      case Event.BORN -> {
        ledger.born(event.incarnation());
        clerk.hear(event);
        greetings.put(event.device(), event.data().path("session").asText());
        toAnswer.add(event.device());
        return true;
      }
      case Event.STATE -> {
        ledger
            .state(event)
            .forEach((place, by) -> differences.merge(event.device(), 1, Integer::sum));
        return true;
      }
      case Event.GONE -> {
        return false;
      }
      case Event.CHALLENGE -> {
        clerk.hear(event);
        return false;
      }
      default -> {
        toAnswer.add(event.device());
        if (ledger.incarnation() == null && !event.incarnation().isEmpty()) {
          ledger.born(event.incarnation());
        }
        if (!LANES.contains(event.lane()) || event.incarnation().isEmpty()) {
          return false;
        }
        long before = ledger.mark(event.incarnation(), event.lane()).seq();
        if (ledger.take(event) == Ledger.Taken.NEW) {
          clerk.hear(event);
        }
        // A repeat under a new number moves the mark, and a mark has to survive too.
        return ledger.mark(event.incarnation(), event.lane()).seq() > before;
      }
    }
  }

  /** Makes the batch durable and gives the answers to it. */
  List<Answer> finish() throws IOException {
    book.force();
    if (stockChanged) {
      book.show(ledgers);
      stockChanged = false;
    }
    List<Answer> answers = new ArrayList<>(toAnswer.stream().map(this::answer).toList());
    greetings.keySet().forEach(device -> answers.add(clerk.bundle(device)));
    toAnswer.clear();
    greetings.clear();
    return answers;
  }

  /** What every device should hear after we have been away. */
  List<Answer> reminders() {
    return ledgers.entrySet().stream()
        .filter(entry -> entry.getValue().incarnation() != null)
        .map(entry -> answer(entry.getKey()))
        .toList();
  }

  private Answer answer(String device) {
    Ledger ledger = ledger(device);
    String incarnation = String.valueOf(ledger.incarnation());
    ObjectNode ack = JSON.createObjectNode();
    ack.put("incarnation", incarnation);
    String session = greetings.get(device);
    if (session != null) {
      ack.put("answers", session);
    }
    ObjectNode lanes = ack.putObject("lanes");
    for (String lane : LANES) {
      Ledger.Mark mark = ledger.mark(incarnation, lane);
      ObjectNode place = lanes.putObject(lane);
      place.put("seq", mark.seq());
      if (mark.seq() > 0) {
        place.put("id", mark.id());
      }
    }
    return new Answer(device + "/dn/ack", ack.toString().getBytes(StandardCharsets.UTF_8));
  }

  Map<Ledger.Place, Integer> stock(String device) {
    return ledger(device).stock();
  }

  /** How often a state said another count than the movements before it, by device. */
  int differences(String device) {
    return differences.getOrDefault(device, 0);
  }

  /** Events that devices said they had to drop. */
  long lost() {
    return ledgers.values().stream().mapToLong(Ledger::lost).sum();
  }

  int repeats() {
    return ledgers.values().stream().mapToInt(Ledger::repeats).sum();
  }

  @Override
  public void close() throws IOException {
    book.close();
  }
}
