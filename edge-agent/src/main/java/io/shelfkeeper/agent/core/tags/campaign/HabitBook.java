package io.shelfkeeper.agent.core.tags.campaign;

import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.state.StateWriter;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.tags.TagSight;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.drivers.api.TagReading;
import java.util.Map;

/**
 * Learns habits of what stations hear, and keeps those of each station in the journal: a forecast
 * the morning after an update should not be a guess. Those of single tags are soon known again.
 */
final class HabitBook {
  static final String STATE = "habits/";

  private static final int LAYOUT = 1;

  /** Each station once in so long; together they write some kilobytes. */
  private static final long SAVE_NANOS = 3_600 * Moment.NANOS_PER_SECOND;

  final Habits habits;
  private final Places places;
  private final TagSight sight;
  private int next;
  private long nextSave;

  HabitBook(Places places, TagSight sight) {
    this.places = places;
    this.sight = sight;
    habits =
        new Habits(
            places.stationOf,
            places.setup.stations().stream()
                .mapToDouble(station -> 60.0 * station.checkInMinutes())
                .toArray());
  }

  void start(Moment now, Map<String, byte[]> states) {
    nextSave = now.nanos() + SAVE_NANOS;
    for (int station = 0; station < places.stations(); station++) {
      byte[] state = states.get(key(station));
      if (state == null) {
        continue;
      }
      try {
        NodeHabits read = new NodeHabits();
        read.read(new StateReader(state, LAYOUT));
        habits.restore(station, read);
      } catch (StateReader.Unreadable e) {
        // of another release; they are learned anew
      }
    }
  }

  /** What a station heard; before anybody else takes it up. */
  void heard(Moment now, Input.TagsHeard heard) {
    for (TagReading reading : heard.readings()) {
      switch (reading) {
        case TagReading.Seen seen -> {
          int tag = sight.number(seen.tag());
          if (tag >= 0) {
            habits.seen(tag, now.nanos(), sight.hasJob(tag));
          }
        }
        case TagReading.Confirmed confirmed -> {
          int tag = sight.number(confirmed.tag());
          if (tag >= 0) {
            habits.confirmed(tag, now.nanos(), sight.reserved(tag) != null);
          }
        }
        case TagReading.StationReady r -> {}
        case TagReading.GivenUp r -> {}
      }
    }
  }

  /** Now and then: one station after the other. */
  void save(Moment now, Effects out) {
    if (places.stations() == 0 || now.nanos() < nextSave) {
      return;
    }
    StateWriter state = new StateWriter(LAYOUT);
    habits.node(next).write(state);
    out.add(new Effect.SaveState(key(next), state.bytes()));
    next = (next + 1) % places.stations();
    nextSave = now.nanos() + SAVE_NANOS / places.stations();
  }

  private String key(int station) {
    return STATE + places.setup.stations().get(station).device();
  }
}
