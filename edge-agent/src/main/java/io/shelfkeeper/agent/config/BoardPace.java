package io.shelfkeeper.agent.config;

import java.util.ArrayList;
import java.util.List;

/**
 * How often lock boards are read, and how late a forced door may be seen because of it. Counts what
 * cannot be avoided; a slow board or a pulse under way comes on top.
 */
public final class BoardPace {
  /** A forced door shall be seen and stored in so long. */
  public static final int FORCED_MILLIS_MAX = 500;

  private static final int RELAY_MILLIS = 100;

  /** Asking a pin costs microseconds; its level has been debounced. */
  private static final int PINS_MILLIS = 50;

  /**
   * All 8A boards of a bus together are read four times a second: some take 200 ms to answer, and
   * the wire has to be free for an order.
   */
  public static final int BOARD_8A_MILLIS = 250;

  /** A contact that moved is believed after an equal reading that begins so much later. */
  private static final int CONFIRM_MILLIS = 35;

  /** The silence before a question and the one that ends an answer. */
  private static final int SILENCE_MILLIS = 25;

  private BoardPace() {}

  /** Wanted time between two readings of a lock board, milliseconds. */
  public static long periodMillis(SiteFile site, SiteFile.Device board) {
    if (isPins(board)) {
      return PINS_MILLIS;
    }
    return is8a(board)
        ? BOARD_8A_MILLIS * boards(site, board.bus()).stream().filter(BoardPace::is8a).count()
        : RELAY_MILLIS;
  }

  private static boolean isPins(SiteFile.Device board) {
    return board.model().equals(Model.PIN_BOARD.word());
  }

  private static boolean is8a(SiteFile.Device board) {
    return board.model().equals(Model.LOCK_8A.word());
  }

  private static List<SiteFile.Device> boards(SiteFile site, String bus) {
    return site.lockBoards().stream().filter(board -> board.bus().equals(bus)).toList();
  }

  /**
   * Until a door that opens just behind a reading is known to be open, at the worst: a whole round,
   * then the reading that confirms, behind one of another board.
   */
  static long forcedMillis(SiteFile site, SiteFile.Bus bus) {
    long round = 0;
    long all = 0;
    long longest = 0;
    for (SiteFile.Device board : boards(site, bus.id())) {
      long exchange = exchangeMillis(board, bus.link());
      round = Math.max(round, periodMillis(site, board));
      all += exchange;
      longest = Math.max(longest, exchange);
    }
    return Math.max(round, all) + CONFIRM_MILLIS + 2 * longest;
  }

  private static long exchangeMillis(SiteFile.Device board, SiteFile.Link link) {
    SiteFile.Board built = board.board();
    int status = built == null ? 0 : Math.max(3, (built.channels() + 7) / 8);
    int bytes = is8a(board) ? 5 + 4 + status : 8 + 6;
    return link instanceof SiteFile.Link.Pins ? 0 : SILENCE_MILLIS + wireMillis(link, bytes);
  }

  private static long wireMillis(SiteFile.Link link, int bytes) {
    return switch (link) {
      case SiteFile.Link.Serial line -> 10_000L * bytes / line.baud();
      case SiteFile.Link.Tcp network -> 10_000L * bytes / 9_600;
      case SiteFile.Link.Pins pins -> 0;
      case SiteFile.Link.I2c i2c -> 0;
      case SiteFile.Link.Folder folder -> 0;
    };
  }

  /** What works and is worse than promised, in sentences for whoever wires the shop. */
  public static List<String> warnings(SiteFile site) {
    List<String> warnings = new ArrayList<>();
    for (SiteFile.Bus bus : site.buses()) {
      List<SiteFile.Device> boards = boards(site, bus.id());
      long millis = forcedMillis(site, bus);
      if (!boards.isEmpty() && millis > FORCED_MILLIS_MAX) {
        warnings.add(
            ("the bus %s has %d lock boards, and a forced door there may be seen after %d ms; it"
                    + " should be within %d ms. Put boards whose doors must be watched closely on"
                    + " buses of their own: one of the model %s each.")
                .formatted(
                    Words.quoted(bus.id()),
                    boards.size(),
                    millis,
                    FORCED_MILLIS_MAX,
                    Model.LOCK_8A.word()));
      }
    }
    return warnings;
  }
}
