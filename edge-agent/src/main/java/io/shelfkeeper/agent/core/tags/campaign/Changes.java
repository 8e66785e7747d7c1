package io.shelfkeeper.agent.core.tags.campaign;

import io.shelfkeeper.agent.core.prices.NextPrices;
import io.shelfkeeper.agent.core.tags.JobOrder;
import io.shelfkeeper.agent.core.tags.Label;
import io.shelfkeeper.agent.core.tags.LabelMaker;
import io.shelfkeeper.agent.core.tags.TagPlan;
import io.shelfkeeper.agent.core.tags.TagSight;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Which tags another list changes, worked out some at a time. */
final class Changes {
  final NextPrices list;

  /** Tags that will look otherwise. */
  final BitSet changed = new BitSet();

  /** Those of them that keep a picture in reserve. */
  final BitSet reserve = new BitSet();

  /** Those of them whose price falls, or stays: nobody is wronged who sees it sooner. */
  final BitSet fallen = new BitSet();

  private final Places places;
  private final TagSight sight;
  private final LabelMaker maker;
  private int next;

  Changes(NextPrices list, Places places, TagSight sight) {
    this.list = list;
    this.places = places;
    this.sight = sight;
    maker = new LabelMaker(places.setup);
  }

  /**
   * @param count tags that are looked at
   * @return whether all have been
   */
  boolean advance(int count) {
    int until = Math.min(places.tags(), next + count);
    for (; next < until; next++) {
      JobOrder.Drawn drawn = drawn(next);
      Label now = sight.wanted(next);
      if (drawn == null || now != null && now.hash() == drawn.label().hash()) {
        continue;
      }
      changed.set(next);
      if (places.tag(next).reserve()) {
        reserve.set(next);
      }
      if (now != null
          && drawn.label().minor() >= 0
          && now.currency().equals(drawn.label().currency())
          && drawn.label().minor() <= now.minor()) {
        fallen.set(next);
      }
    }
    return next == places.tags();
  }

  /** What a tag will show, or null if the site has no such product. */
  JobOrder.@Nullable Drawn drawn(int tag) {
    TagPlan plan = places.tag(tag);
    return maker.of(plan, list.price(plan.sku()), list.currency(), list.version(), list.note());
  }
}
