package io.shelfkeeper.agent.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reads locks and switches: which output moves what, which input sees it. */
final class LockReader {
  private static final int PULSE_MILLIS_MAX = 5_000;
  private static final int CAP_MILLIS = 1_500;
  private static final int OPEN_MILLIS = 3_000;
  private static final int PULSES_PER_MINUTE = 6;
  private static final int SITE_PULSES_PER_MINUTE = 30;

  /** What an 8A board does by itself; its protocol has no word for another length. */
  private static final int BOARD_8A_PULSE_MILLIS = 300;

  /** An agent that is asked to end waits two seconds for its buses. */
  private static final int BARE_PULSE_MILLIS_MAX = 1_500;

  private static final int RELAY_STEP_MILLIS = 100;
  private static final int RELAY_PULSE_MILLIS = 500;

  private static final List<String> SHUT = List.of("contact_closed", "contact_open", "no_contact");

  private final Problems problems;
  private final Map<String, SiteFile.Device> boards;
  private final Names devices;
  private final Names locks;
  private final Map<String, Place> outputs = new HashMap<>();
  private final Map<String, Place> inputs = new HashMap<>();
  private final Map<String, Place> doorOfLock = new HashMap<>();

  LockReader(Problems problems, Map<String, SiteFile.Device> boards, Names devices) {
    this.problems = problems;
    this.boards = boards;
    this.devices = devices;
    this.locks = new Names(problems, "lock");
  }

  SiteFile.Locks read(Section top) {
    List<SiteFile.Lock> read = new ArrayList<>();
    if (top.has("locks")) {
      for (Section section : top.sections("locks", "a lock")) {
        read.add(lock(section));
      }
    }
    int perMinute = optional(top, "pulses_per_minute", 1, 600, SITE_PULSES_PER_MINUTE);
    SiteFile.Contact caseSwitch =
        top.has("case_switch")
            ? top.section("case_switch", "a case switch").map(this::contact).orElse(null)
            : null;
    return new SiteFile.Locks(read, caseSwitch, perMinute);
  }

  private SiteFile.Lock lock(Section section) {
    Word id = section.name("id", Alphabet.NAME);
    locks.give(id);
    SiteFile.Device board = board(section);
    int channel = once(section, board, "channel", outputs, "output");
    SiteFile.Contact feedback = feedback(section, board, channel);
    int cap = optional(section, "cap_millis", 100, PULSE_MILLIS_MAX, CAP_MILLIS);
    int pulse = pulse(section, board, channel, cap);
    int open = optional(section, "open_millis", 200, 60_000, OPEN_MILLIS);
    int perMinute = optional(section, "pulses_per_minute", 1, 60, PULSES_PER_MINUTE);
    String supply = section.nameIfAny("supply", Alphabet.NAME).map(Word::text).orElse("main");
    withoutPower(section);
    section.end();
    return new SiteFile.Lock(
        id.text(),
        board == null ? "" : board.id(),
        channel,
        feedback,
        pulse,
        cap,
        open,
        perMinute,
        supply);
  }

  private SiteFile.@Nullable Device board(Section section) {
    Word name = section.name("board", Alphabet.NAME);
    if (!devices.use(name)) {
      return null;
    }
    SiteFile.Device board = boards.get(name.text());
    if (board == null) {
      problems.add(
          name.place(),
          name.quoted() + " is no lock board",
          Words.choice(name.text(), boards.keySet()));
    }
    return board;
  }

  private int once(
      Section section,
      SiteFile.@Nullable Device board,
      String key,
      Map<String, Place> taken,
      String what) {
    int max = terminals(board, key);
    if (max == 0) {
      section.problem(
          key,
          "this board has no %ss".formatted(what),
          "add its %ss to the device".formatted(what));
      return 1;
    }
    OptionalInt number = section.integer(key, 1, max);
    if (board == null || number.isEmpty()) {
      return number.orElse(1);
    }
    Place place = section.placeOf(key);
    Place first = taken.putIfAbsent(board.id() + " " + number.getAsInt(), place);
    if (first != null) {
      problems.add(
          place,
          "%s %d of %s is used already, in line %d"
              .formatted(what, number.getAsInt(), Words.quoted(board.id()), first.line()),
          "the number that is printed at its terminal");
    }
    return number.getAsInt();
  }

  private static int terminals(SiteFile.@Nullable Device device, String key) {
    SiteFile.Board board = device == null ? null : device.board();
    if (board == null) {
      return 50;
    }
    return key.equals("input") ? board.inputs() : board.channels();
  }

  private SiteFile.@Nullable Contact feedback(
      Section section, SiteFile.@Nullable Device board, int channel) {
    boolean closed = shut(section, SHUT);
    boolean hasInput = section.has("input");
    if (section.textIs("shut", "no_contact")) {
      if (hasInput) {
        section.problem(
            "input", "a lock without a contact has no input", "delete it, or say what is \"shut\"");
      }
      return null;
    }
    if (board == null) {
      return null;
    }
    if (!is8a(board)) {
      return new SiteFile.Contact(
          board.id(), once(section, board, "input", inputs, "input"), closed);
    }
    if (hasInput) {
      section.problem(
          "input", "this board sees a lock at its own channel, not at an input", "delete it");
    }
    inputs.putIfAbsent(board.id() + " " + channel, section.placeOf("channel"));
    return new SiteFile.Contact(board.id(), channel, closed);
  }

  private static boolean isRelay(SiteFile.@Nullable Device board) {
    return board != null && board.model().equals(Model.MODBUS_RELAY.word());
  }

  /** Of the others, a lock has its contact at an input of any number. */
  private static boolean is8a(SiteFile.Device board) {
    return board.model().equals(Model.LOCK_8A.word());
  }

  /** A switch with its board and input. */
  SiteFile.Contact contact(Section section) {
    SiteFile.Device board = board(section);
    int input = once(section, board, "input", inputs, "input");
    boolean closed = shut(section, SHUT.subList(0, 2));
    section.end();
    return new SiteFile.Contact(board == null ? "" : board.id(), input, closed);
  }

  private boolean shut(Section section, List<String> words) {
    if (!section.has("shut")) {
      section.problem(
          "shut",
          "nothing says how the contact is while the door is shut",
          "look at it and add \"shut: …\": " + Words.choices(words));
      return false;
    }
    return section.oneOf("shut", words).equals("contact_closed");
  }

  private int pulse(Section section, SiteFile.@Nullable Device board, int channel, int cap) {
    boolean isRelay = isRelay(board);
    boolean is8a = board != null && is8a(board);
    int usual = board == null || is8a ? BOARD_8A_PULSE_MILLIS : RELAY_PULSE_MILLIS;
    int pulse = optional(section, "pulse_millis", 1, PULSE_MILLIS_MAX, usual);
    if (pulse > cap) {
      section.problem(
          "pulse_millis",
          "a pulse of %d ms is longer than the coil's cap of %d ms".formatted(pulse, cap),
          "at most cap_millis; what the coil bears stands in its datasheet");
    }
    int steps = pulse / RELAY_STEP_MILLIS;
    if (isRelay && pulse % RELAY_STEP_MILLIS != 0) {
      section.problem(
          "pulse_millis",
          "this relay counts in steps of %d ms and cannot make %d ms"
              .formatted(RELAY_STEP_MILLIS, pulse),
          pulse < RELAY_STEP_MILLIS
              ? String.valueOf(RELAY_STEP_MILLIS)
              : "%d or %d".formatted(steps * RELAY_STEP_MILLIS, (steps + 1) * RELAY_STEP_MILLIS));
    }
    if (is8a && pulse != BOARD_8A_PULSE_MILLIS) {
      section.problem(
          "pulse_millis",
          "this board times its pulse itself and cannot make %d ms".formatted(pulse),
          "delete it: the board makes about %d ms".formatted(BOARD_8A_PULSE_MILLIS));
    }
    if (pulse > BARE_PULSE_MILLIS_MAX && isBare(board, channel)) {
      section.problem(
          "pulse_millis",
          "nothing but this program ends the pulse of a bare line, and %d ms are too long for that"
              .formatted(pulse),
          "at most %d, or an output led:NAME, whose pulse the kernel ends"
              .formatted(BARE_PULSE_MILLIS_MAX));
    }
    return pulse;
  }

  private static boolean isBare(SiteFile.@Nullable Device board, int channel) {
    SiteFile.Board built = board == null ? null : board.board();
    PinPlan pins = built == null ? null : built.pins();
    return pins != null && channel >= 1 && channel <= pins.outputs().size() && !pins.isLed(channel);
  }

  /** A lock that opens when the power fails gives the goods away: somebody has to want that. */
  private static void withoutPower(Section section) {
    String word =
        section.oneOf("without_power", List.of("locked", "unlocked", "unlocked_accepted"));
    if (word.equals("unlocked")) {
      section.problem(
          "without_power",
          "a lock that opens without power gives the goods away in a power cut",
          "a lock that stays locked, or without_power: unlocked_accepted");
    }
  }

  /** Says that a door is held by a lock; a lock holds one door only. */
  void holds(Word lock) {
    if (!locks.use(lock)) {
      return;
    }
    Place first = doorOfLock.putIfAbsent(lock.text(), lock.place());
    if (first != null) {
      problems.add(
          lock.place(),
          "the lock %s holds a door already, in line %d".formatted(lock.quoted(), first.line()),
          "one lock for each door");
    }
  }

  /** Tells of locks whose movement nobody could name. */
  void everyLockHasADoor() {
    locks
        .all()
        .forEach(
            (lock, place) -> {
              if (!doorOfLock.containsKey(lock)) {
                problems.add(
                    place,
                    "the lock %s holds no door".formatted(Words.quoted(lock)),
                    "add it to the doors of its fixture, or delete it");
              }
            });
  }

  private static int optional(Section section, String key, int min, int max, int usual) {
    return section.has(key) ? section.integer(key, min, max).orElse(usual) : usual;
  }
}
