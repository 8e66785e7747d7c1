package io.shelfkeeper.deploy.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.shelfkeeper.deploy.demo.Ledger;
import io.shelfkeeper.deploy.demo.Order;
import io.shelfkeeper.deploy.demo.OrderLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is on both disks after a cut, read from copies of them.
 *
 * @param rows numbers of rows, in the order of the backend's ledger and then of the journal
 * @param ordered the newest order for a lock that there is
 * @param burned orders that were written down before their pulse
 * @param open those of them without an outcome
 * @param unsynced bytes of the file that nobody forced to the disk
 */
record CutRemains(
    List<Long> rows,
    Optional<Order> ordered,
    List<String> burned,
    List<String> open,
    long unsynced) {
  private static final Pattern NUMBER = Pattern.compile("^\\{\"seq\":(\\d+),");

  static CutRemains of(DiskImage machine, DiskImage office, Path folder)
      throws IOException, SQLException {
    DiskImage left = machine.recovered(folder.resolve("machine"));
    DiskImage kept = office.recovered(folder.resolve("office"));
    Path unsynced = folder.resolve(CutShop.UNSYNCED);
    Path journal = folder.resolve("journal.db");
    Path book = folder.resolve("ledger.jsonl");
    left.take(CutShop.UNSYNCED, unsynced);
    left.take("data/journal.db", journal);
    left.take("data/journal.db-wal", folder.resolve("journal.db-wal"));
    kept.take("ledger.jsonl", book);
    kept.take("ledger.jsonl.orders", folder.resolve("ledger.jsonl.orders"));
    Ledger ledger = new Ledger(book, PinShop.DEVICE);
    List<Long> rows = new ArrayList<>();
    for (JsonNode taken : ledger.events("io.shelfkeeper.external.noted.v1")) {
      rows.add(taken.path("data").path("seq").asLong());
    }
    Optional<Order> ordered =
        new OrderLedger(book, ledger)
            .orders().reversed().stream()
                .filter(order -> !order.lock().equals(CutShop.NOWHERE))
                .findFirst();
    try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + journal)) {
      assertEquals(List.of("ok"), column(database, "PRAGMA integrity_check"));
      long newest = rows.isEmpty() ? 0 : rows.getLast();
      // The newest that the backend has may not have ended here yet.
      column(database, "SELECT data FROM outbox WHERE lane = 'fact' ORDER BY seq").stream()
          .map(NUMBER::matcher)
          .filter(Matcher::find)
          .map(number -> Long.parseLong(number.group(1)))
          .filter(number -> number > newest)
          .forEach(rows::add);
      return new CutRemains(
          List.copyOf(rows),
          ordered,
          column(database, "SELECT order_id FROM burned_order"),
          column(database, "SELECT order_id FROM burned_order WHERE outcome IS NULL"),
          Files.exists(unsynced) ? Files.size(unsynced) : 0);
    }
  }

  private static List<String> column(Connection database, String query) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      List<String> values = new ArrayList<>();
      while (found.next()) {
        values.add(found.getString(1));
      }
      return values;
    }
  }
}
