package io.shelfkeeper.agent.core.stock;

import io.shelfkeeper.agent.core.facts.Count;
import io.shelfkeeper.agent.core.facts.Item;
import io.shelfkeeper.agent.core.facts.Reason;
import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.state.StateWriter;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How fast goods leave each bay, and so how long what is there will last: packages taken and not
 * put back, divided by the time in which somebody watched, both forgotten with a half-life of three
 * days. Nights count as they are. Says nothing before it has seen five packages and six hours.
 */
public final class Demand {
  private static final double HALF_LIFE_HOURS = 72;
  private static final double HOURS_MIN = 6;
  private static final double PACKAGES_MIN = 5;
  private static final double NANOS_PER_HOUR = 3600.0 * Moment.NANOS_PER_SECOND;
  private static final int VERSION = 1;
  private static final int ENTRIES_MAX = 100_000;

  private final Map<Place, Double> taken = new LinkedHashMap<>();
  private double hours;
  private long lastNanos = Long.MIN_VALUE;

  private record Place(String bay, String sku) {}

  /** A movement was told. What corrects another one is too rare to matter here. */
  public void moved(Reason reason, List<Item> items) {
    if (reason != Reason.TAKEN && reason != Reason.PUT_BACK) {
      return;
    }
    for (Item item : items) {
      if (!item.sku().equals(Item.UNKNOWN)) {
        taken.merge(new Place(item.bay(), item.sku()), (double) -item.delta(), Double::sum);
      }
    }
  }

  /** Time went by. */
  public void tick(Moment now) {
    if (lastNanos != Long.MIN_VALUE && now.nanos() > lastNanos) {
      double passed = (now.nanos() - lastNanos) / NANOS_PER_HOUR;
      double kept = Math.pow(0.5, passed / HALF_LIFE_HOURS);
      hours = hours * kept + passed;
      taken.replaceAll((place, packages) -> packages * kept);
    }
    lastNanos = now.nanos();
  }

  /** How long these packages will last, not a number if nobody can say yet. */
  public double hoursLeft(Count count) {
    double packages = taken.getOrDefault(new Place(count.bay(), count.sku()), 0.0);
    return hours < HOURS_MIN || packages < PACKAGES_MIN
        ? Double.NaN
        : count.count() * hours / packages;
  }

  public byte[] state() {
    StateWriter writer = new StateWriter(VERSION);
    writer.real(hours).number(taken.size());
    taken.forEach((place, packages) -> writer.text(place.bay).text(place.sku).real(packages));
    return writer.bytes();
  }

  /**
   * Goes on from what {@link #state} said before a restart; the time between is not counted.
   *
   * @throws StateReader.Unreadable if the bytes are none of ours
   */
  public void restore(byte[] state) {
    StateReader reader = new StateReader(state, VERSION);
    double read = reader.real();
    Map<Place, Double> found = new LinkedHashMap<>();
    for (int left = reader.count(ENTRIES_MAX); left > 0; left--) {
      Place place = new Place(reader.text(), reader.text());
      found.put(place, reader.real());
    }
    hours = read;
    taken.putAll(found);
  }
}
