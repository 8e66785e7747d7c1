package io.shelfkeeper.agent.core.tags.campaign;

import io.shelfkeeper.agent.core.facts.Fact;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Where tags hang that do not show what they should, as somebody finds them who walks there. */
final class Laggards {
  /** More bays are counted, not named: who has so many looks at the radio, not at tags. */
  static final int BAYS_MAX = 100;

  final List<Fact.CampaignEnded.Place> places = new ArrayList<>();
  final int more;

  Laggards(Places shop, BitSet tags) {
    Map<Integer, Set<String>> bays = new TreeMap<>();
    tags.stream()
        .forEach(
            tag ->
                bays.computeIfAbsent(shop.fixtureOf[tag], fixture -> new LinkedHashSet<>())
                    .add(shop.tag(tag).bay()));
    int left = BAYS_MAX;
    int all = 0;
    for (Map.Entry<Integer, Set<String>> one : bays.entrySet()) {
      all += one.getValue().size();
      List<String> named = one.getValue().stream().limit(left).toList();
      left -= named.size();
      if (!named.isEmpty()) {
        places.add(new Fact.CampaignEnded.Place(shop.fixture(one.getKey()), named));
      }
    }
    more = all - (BAYS_MAX - left);
  }

  /** In one line. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (Fact.CampaignEnded.Place place : places) {
      text.append(text.isEmpty() ? "" : "; ");
      text.append(place.fixture()).append(" ").append(String.join(", ", place.bays()));
    }
    return more == 0 ? text.toString() : text + " and " + more + " more";
  }
}
