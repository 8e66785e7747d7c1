package io.shelfkeeper.agent.config;

import io.shelfkeeper.agent.core.signals.SignalKind;
import io.shelfkeeper.agent.core.signals.SignalPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads lamps, lights and buzzers: the pin of each, and what it tells of. */
final class SignalReader {
  private static final String SUBJECT = "door/.+|bay/.+|alarms";
  private static final String DOOR = "door/";
  private static final String BAY = "bay/";

  private static final int SOUND_SECONDS = 120;
  private static final int SOUND_SECONDS_MIN = 5;
  private static final int SOUND_SECONDS_MAX = 1_800;

  private final Problems problems;
  private final Map<String, String> buses;
  private final Names devices;
  private final PinReader pins;
  private final Names doors;
  private final Names bays;
  private final Names signals;

  /**
   * @param devices have been read, and so have the fixtures
   */
  SignalReader(Problems problems, DeviceReader devices, FixtureReader fixtures) {
    this.problems = problems;
    this.buses = devices.busOfSignals();
    this.devices = devices.names();
    this.pins = devices.pins();
    this.doors = fixtures.doors();
    this.bays = fixtures.bays();
    this.signals = new Names(problems, "signal");
  }

  List<SiteFile.Signal> read(List<Section> sections) {
    List<SiteFile.Signal> read = new ArrayList<>();
    for (Section section : sections) {
      read.add(signal(section));
    }
    return read;
  }

  private SiteFile.Signal signal(Section section) {
    Word id = section.name("id", Alphabet.NAME);
    signals.give(id);
    Word device = section.name("device", Alphabet.NAME);
    device(device);
    Word line = section.name("line", Alphabet.LINE);
    if (!line.text().isEmpty()) {
      pins.signal(line);
    }
    boolean activeLow = section.truth("active_low", false);
    Optional<SignalKind> read = kind(section.text("kind"));
    // Of one that is not known the keys of all are read: its kind is the only problem.
    SignalKind kind = read.orElse(SignalKind.BUZZER);
    int seconds = kind == SignalKind.BUZZER ? seconds(section) : 0;
    Word tells = section.text("tells");
    section.end();
    read.ifPresent(known -> fits(tells, known));
    return new SiteFile.Signal(
        new SignalPlan(
            id.text(),
            device.text(),
            buses.getOrDefault(device.text(), ""),
            kind,
            subject(tells),
            seconds),
        line.text(),
        activeLow);
  }

  private void device(Word device) {
    if (devices.use(device) && !buses.containsKey(device.text())) {
      problems.add(
          device.place(),
          device.quoted() + " plays no signals",
          buses.isEmpty()
              ? "a device of the model " + Words.choices(Model.words(Model.Kind.SIGNALS))
              : Words.choice(device.text(), buses.keySet()));
    }
  }

  private Optional<SignalKind> kind(Word word) {
    Optional<SignalKind> kind = SignalKind.of(word.text());
    if (kind.isEmpty() && !word.text().isEmpty()) {
      problems.add(
          word.place(),
          word.quoted() + " is no kind of signal",
          Words.choice(word.text(), SignalKind.words()));
    }
    return kind;
  }

  private static int seconds(Section section) {
    return section.has("sound_seconds")
        ? section
            .integer("sound_seconds", SOUND_SECONDS_MIN, SOUND_SECONDS_MAX)
            .orElse(SOUND_SECONDS)
        : SOUND_SECONDS;
  }

  /** Doors and alarms are for shoppers and thieves, bays are for staff. */
  private void fits(Word tells, SignalKind kind) {
    if (tells.text().matches(SUBJECT)
        && tells.text().startsWith(BAY) != (kind == SignalKind.LIGHT)) {
      problems.add(
          tells.place(),
          "a %s cannot tell of %s".formatted(kind.word(), tells.quoted()),
          kind == SignalKind.LIGHT ? "bay/ID" : "door/ID or alarms");
    }
  }

  private SignalPlan.Subject subject(Word tells) {
    String text = tells.text();
    if (!text.isEmpty() && !text.matches(SUBJECT)) {
      problems.add(
          tells.place(), tells.quoted() + " is nothing to tell of", "door/ID, bay/ID or alarms");
    } else if (text.startsWith(BAY)) {
      Word bay = new Word(text.substring(BAY.length()), tells.place());
      bays.use(bay);
      return new SignalPlan.Bay(bay.text());
    } else if (text.startsWith(DOOR)) {
      Word door = new Word(text.substring(DOOR.length()), tells.place());
      doors.use(door);
      return new SignalPlan.Door(door.text());
    }
    return new SignalPlan.Alarms();
  }
}
