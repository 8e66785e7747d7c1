package io.shelfkeeper.deploy.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the backend ordered and what it was told of it, read from its own files. */
public final class OrderLedger {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DONE = "io.shelfkeeper.order.done.v1";
  private static final String REFUSED = "io.shelfkeeper.order.refused.v1";

  private final Path file;
  private final Ledger ledger;

  /**
   * @param book the backend's file of everything it took; its orders lie beside it
   */
  public OrderLedger(Path book, Ledger ledger) {
    this.file = book.resolveSibling(book.getFileName() + ".orders");
    this.ledger = ledger;
  }

  /** Orders so far, oldest first. */
  public List<Order> orders() {
    try {
      String all = Files.exists(file) ? Files.readString(file) : "";
      List<Order> orders = new ArrayList<>();
      // Whole lines only: the backend may be writing the next one.
      for (String line : all.substring(0, all.lastIndexOf('\n') + 1).lines().toList()) {
        JsonNode order = JSON.readTree(line);
        orders.add(
            new Order(
                order.required("order").asText(),
                order.required("lock").asText(),
                order.required("kind").asText(),
                order.required("at").asLong()));
      }
      return orders;
    } catch (IOException e) {
      throw new UncheckedIOException("the backend's orders cannot be read from " + file, e);
    }
  }

  /** What devices said of orders, in the order in which the backend took it. */
  public List<Outcome> outcomes() {
    Stream<Outcome> done =
        ledger.taken(DONE).stream().map(taken -> outcome(taken, done(taken.data())));
    Stream<Outcome> refused =
        ledger.taken(REFUSED).stream()
            .map(taken -> outcome(taken, "refused " + taken.data().path("code").asText()));
    return Stream.concat(done, refused).toList();
  }

  /** The final outcome of an order; empty while it is under way. */
  public Optional<Outcome> outcome(String order) {
    return outcomes().stream().filter(outcome -> outcome.order().equals(order)).findFirst();
  }

  private static String done(JsonNode data) {
    return (data.path("outcome").asText() + " " + data.path("why").asText("")).strip();
  }

  private static Outcome outcome(Ledger.Taken taken, String what) {
    JsonNode data = taken.data();
    return new Outcome(
        data.path("order").asText(), what, data.path("repeated").asBoolean(), taken.atMillis());
  }
}
