package io.shelfkeeper.agent.core;

import io.shelfkeeper.agent.core.facts.Count;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.RestockLine;
import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.state.StateWriter;
import io.shelfkeeper.agent.core.step.StaffAnswer;
import io.shelfkeeper.agent.core.step.StaffRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Consumer;

/**
 * A delivery that is being put up: remembers the counts at its beginning, over restarts too, and
 * compares them in the end with what was to come. Changes no count: the shelves see for themselves
 * what arrives. What shoppers take meanwhile is missing from what was seen.
 */
final class Restocking {
  private static final int VERSION = 1;
  private static final int LINES_MAX = 100_000;

  private boolean open;
  private final Map<Place, Integer> expected = new LinkedHashMap<>();
  private final Map<Place, Integer> before = new LinkedHashMap<>();

  private record Place(String bay, String sku) {}

  /** Whether goods are to be put up in a bay. */
  boolean isIn(String bay) {
    return expected.keySet().stream().anyMatch(place -> place.bay.equals(bay));
  }

  StaffAnswer begin(StaffRequest.BeginRestock begin, List<Count> counts) {
    if (open) {
      return StaffAnswer.refused("A restocking is under way. End it first.");
    }
    Map<Place, Integer> wanted = new LinkedHashMap<>();
    for (StaffRequest.Expected one : begin.expected()) {
      List<Count> meant =
          counts.stream().filter(count -> count.isMeantBy(one.bay(), one.sku())).toList();
      if (meant.size() != 1 || one.count() < 0) {
        return StaffAnswer.refused(
            "\"%s\" does not name one product of a bay. Write bay=count, or bay/sku=count where a bay holds several."
                .formatted(one.bay() + (one.sku().isEmpty() ? "" : "/" + one.sku())));
      }
      Place place = new Place(meant.getFirst().bay(), meant.getFirst().sku());
      wanted.merge(place, one.count(), Integer::sum);
    }
    open = true;
    expected.putAll(wanted);
    counts.forEach(count -> before.put(new Place(count.bay(), count.sku()), count.count()));
    return StaffAnswer.done("Put the goods up, then end the restocking.");
  }

  StaffAnswer end(List<Count> counts, Consumer<Fact> say) {
    if (!open) {
      return StaffAnswer.refused("No restocking is under way. Begin one first.");
    }
    List<RestockLine> lines = new ArrayList<>();
    StringJoiner text = new StringJoiner("\n");
    for (Count count : counts) {
      Place place = new Place(count.bay(), count.sku());
      int wanted = expected.getOrDefault(place, 0);
      int seen = count.count() - before.getOrDefault(place, count.count());
      if (wanted != 0 || seen != 0) {
        lines.add(new RestockLine(count.bay(), count.sku(), wanted, seen));
        text.add(
            "%s %s: %d expected, %d seen%s"
                .formatted(
                    count.bay(),
                    count.sku(),
                    wanted,
                    seen,
                    wanted == seen ? "" : " - count this bay"));
      }
    }
    open = false;
    expected.clear();
    before.clear();
    say.accept(new Fact.RestockEnded(lines));
    return StaffAnswer.done(lines.isEmpty() ? "Nothing was put up." : text.toString());
  }

  byte[] state() {
    StateWriter writer = new StateWriter(VERSION).number(open ? 1 : 0);
    write(writer, expected);
    write(writer, before);
    return writer.bytes();
  }

  private static void write(StateWriter writer, Map<Place, Integer> counts) {
    writer.number(counts.size());
    counts.forEach((place, count) -> writer.text(place.bay).text(place.sku).number(count));
  }

  /**
   * Goes on from what {@link #state} said before a restart.
   *
   * @throws StateReader.Unreadable if the bytes are none of ours
   */
  void restore(byte[] state) {
    StateReader reader = new StateReader(state, VERSION);
    boolean was = reader.number() == 1;
    Map<Place, Integer> wanted = read(reader);
    Map<Place, Integer> had = read(reader);
    open = was;
    expected.putAll(wanted);
    before.putAll(had);
  }

  private static Map<Place, Integer> read(StateReader reader) {
    Map<Place, Integer> counts = new LinkedHashMap<>();
    for (int left = reader.count(LINES_MAX); left > 0; left--) {
      Place place = new Place(reader.text(), reader.text());
      counts.put(place, (int) reader.number());
    }
    return counts;
  }
}
