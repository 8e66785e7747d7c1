package io.shelfkeeper.agent.core.tags;

import io.shelfkeeper.agent.core.labels.LabelLook;
import io.shelfkeeper.agent.core.labels.LabelText;
import io.shelfkeeper.agent.core.money.ChargeRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the site file says of price tags, and of what is charged.
 *
 * @param stations in the order of the site file; effects and inputs name them by their index
 * @param tags in the order of the site file; a tag's place in it is its number
 * @param look how labels look; null if there are no tags
 * @param products by sku
 * @param link where the square codes lead
 * @param rule what is charged while a tag shows another price than the one in force
 * @param zone the site's time zone, in which people ask
 * @param doors for each lock by its index what is behind its door: bays
 * @param planned skus by bay
 */
public record TagSetup(
    List<StationPlan> stations,
    List<TagPlan> tags,
    @Nullable LabelLook look,
    Map<String, LabelText.Product> products,
    String link,
    ChargeRule rule,
    String zone,
    Map<Integer, List<String>> doors,
    Map<String, List<String>> planned) {
  public TagSetup {
    stations = List.copyOf(stations);
    tags = List.copyOf(tags);
    products = Map.copyOf(products);
    doors = Map.copyOf(doors);
    planned = Map.copyOf(planned);
    if (look == null && !tags.isEmpty()) {
      throw new IllegalArgumentException("tags without a look");
    }
  }

  /** Of a site without tags, doors and prices. */
  public static TagSetup none() {
    return new TagSetup(
        List.of(), List.of(), null, Map.of(), "", ChargeRule.CONFIRMED, "UTC", Map.of(), Map.of());
  }
}
