package io.shelfkeeper.agent.core.tags;

import io.shelfkeeper.agent.core.money.Charge;
import io.shelfkeeper.agent.core.money.ChargeRule;
import io.shelfkeeper.agent.core.money.Price;
import io.shelfkeeper.agent.core.prices.PriceDesk;
import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.state.StateWriter;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is charged for a package: never more than what any tag of its bay may show. Behind a door it
 * is what was charged when the door opened, until it opens again: a price does not change under
 * anybody's hand.
 */
public final class Charging {
  static final String STATE = "charge/";
  private static final int LAYOUT = 1;
  private static final int PLACES_MAX = 10_000;

  private final TagSetup setup;
  private final TagDesk desk;
  private final PriceDesk prices;
  private final Predicate<String> changing;
  private final Map<Place, List<Tag>> tags = new HashMap<>();
  private final Map<Place, Charge> agreed = new HashMap<>();

  /** A product in a bay. */
  private record Place(String bay, String sku) {}

  /** Where no fixture has to change as one. */
  public Charging(TagSetup setup, TagDesk desk, PriceDesk prices) {
    this(setup, desk, prices, bay -> false);
  }

  /**
   * @param changing whether a bay's fixture has old prices beside new ones and shall change as one:
   *     then the lower price is charged, whatever the rule
   */
  public Charging(TagSetup setup, TagDesk desk, PriceDesk prices, Predicate<String> changing) {
    this.setup = setup;
    this.changing = changing;
    this.desk = desk;
    this.prices = prices;
    for (Tag tag : desk.tags()) {
      tags.computeIfAbsent(new Place(tag.plan.bay(), tag.plan.sku()), place -> new ArrayList<>(1))
          .add(tag);
    }
  }

  /** Takes up what was charged behind doors that may be open still. */
  public void restore(Map<String, byte[]> states, Effects out) {
    for (Map.Entry<String, byte[]> state : states.entrySet()) {
      if (state.getKey().startsWith(STATE)) {
        try {
          read(new StateReader(state.getValue(), LAYOUT));
        } catch (StateReader.Unreadable e) {
          out.add(new Effect.DropState(state.getKey())); // what tags show now is charged instead
        }
      }
    }
  }

  private void read(StateReader in) {
    Map<Place, Charge> read = new HashMap<>();
    Charge.Basis[] all = Charge.Basis.values();
    for (int left = in.count(PLACES_MAX); left > 0; left--) {
      Place place = new Place(in.text(), in.text());
      read.put(
          place, new Charge(in.number(), in.text(), in.number(), all[in.count(all.length - 1)]));
    }
    agreed.putAll(read);
  }

  /** A door opened: what is behind it costs what it costs now, until it opens again. */
  public void opened(int lock, Effects out) {
    Map<Place, Charge> behind = new LinkedHashMap<>();
    for (String bay : setup.doors().getOrDefault(lock, List.of())) {
      for (String sku : setup.planned().getOrDefault(bay, List.of())) {
        Place place = new Place(bay, sku);
        Charge now = now(place);
        agreed.remove(place);
        if (now != null) {
          behind.put(place, now);
        }
      }
    }
    agreed.putAll(behind);
    if (!behind.isEmpty()) {
      out.add(new Effect.SaveState(STATE + lock, state(behind)));
    }
  }

  private static byte[] state(Map<Place, Charge> behind) {
    StateWriter state = new StateWriter(LAYOUT).number(behind.size());
    behind.forEach(
        (place, charge) ->
            state
                .text(place.bay())
                .text(place.sku())
                .number(charge.minor())
                .text(charge.currency())
                .number(charge.version())
                .number(charge.basis().ordinal()));
    return state.bytes();
  }

  /** What one package of a bay costs, or null if it has no price. */
  public @Nullable Charge of(String bay, String sku) {
    Place place = new Place(bay, sku);
    Charge held = agreed.get(place);
    return held != null ? held : now(place);
  }

  private @Nullable Charge now(Place place) {
    Price price = prices.price(place.sku());
    Charge list =
        price == null
            ? null
            : new Charge(price.minor(), prices.currency(), prices.version(), Charge.Basis.LIST);
    Charge least = null;
    for (Tag tag : tags.getOrDefault(place, List.of())) {
      least = lower(least, shown(tag, list, desk.nanos()));
    }
    if (least == null) {
      return list;
    }
    boolean lower = setup.rule() == ChargeRule.LOWER || changing.test(place.bay());
    return lower && list != null && isBelow(list, least)
        ? new Charge(list.minor(), list.currency(), list.version(), Charge.Basis.LOWER)
        : least;
  }

  /** The lowest price that a tag may show; of one that was never heard of, that of the list. */
  private static @Nullable Charge shown(Tag tag, @Nullable Charge list, long nanos) {
    Label confirmed = tag.confirmed();
    Label fading = tag.fading(nanos);
    Charge.Basis basis =
        tag.isKnown() && fading == null ? Charge.Basis.CONFIRMED : Charge.Basis.MAY_SHOW;
    Charge least = tag.isForgotten() ? list : null;
    if (confirmed != null) {
      least = lower(least, charge(confirmed, basis));
    }
    if (fading != null) {
      least = lower(least, charge(fading, basis));
    }
    for (Label label : tag.sent()) {
      least = lower(least, charge(label, basis));
    }
    return least == null || least.basis() == basis
        ? least
        : new Charge(least.minor(), least.currency(), least.version(), basis);
  }

  private static @Nullable Charge charge(Label label, Charge.Basis basis) {
    return !label.hasPrice()
        ? null
        : new Charge(label.minor(), label.currency(), label.version(), basis);
  }

  private static @Nullable Charge lower(@Nullable Charge one, @Nullable Charge other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return isBelow(other, one) ? other : one;
  }

  /** Amounts of two currencies are not compared: the one that is there stays. */
  private static boolean isBelow(Charge one, Charge other) {
    return one.currency().equals(other.currency()) && one.minor() < other.minor();
  }
}
