package io.shelfkeeper.agent.core.tags.campaign;

import io.shelfkeeper.agent.core.tags.TagPlan;
import io.shelfkeeper.agent.core.tags.TagSetup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Where each tag hangs and who serves it, by numbers. */
final class Places {
  final TagSetup setup;
  final CampaignSetup campaigns;
  final int[] stationOf;
  final int[] fixtureOf;

  Places(TagSetup setup, CampaignSetup campaigns) {
    this.setup = setup;
    this.campaigns = campaigns;
    List<TagPlan> tags = setup.tags();
    stationOf = tags.stream().mapToInt(TagPlan::station).toArray();
    fixtureOf =
        tags.stream()
            .mapToInt(tag -> campaigns.fixtureOfBay().getOrDefault(tag.bay(), 0))
            .toArray();
  }

  int tags() {
    return stationOf.length;
  }

  int stations() {
    return setup.stations().size();
  }

  int fixtures() {
    return Math.max(1, campaigns.fixtures().size());
  }

  TagPlan tag(int number) {
    return setup.tags().get(number);
  }

  String fixture(int number) {
    return campaigns.fixtures().isEmpty() ? "" : campaigns.fixtures().get(number);
  }

  /** The parts of a campaign, in the order in which they are done. */
  List<Part> parts(BitSet tags) {
    int groups = campaigns.byFixture() ? fixtures() : 1;
    int[] sizes = new int[groups * stations()];
    tags.stream().forEach(tag -> sizes[cell(tag)]++);
    int[][] members = new int[sizes.length][];
    Arrays.setAll(members, cell -> new int[sizes[cell]]);
    tags.stream().forEach(tag -> members[cell(tag)][--sizes[cell(tag)]] = tag);
    List<Part> parts = new ArrayList<>();
    for (int cell = 0; cell < members.length; cell++) {
      if (members[cell].length > 0) {
        Arrays.sort(members[cell]);
        parts.add(new Part(cell / stations(), cell % stations(), members[cell]));
      }
    }
    return parts;
  }

  private int cell(int tag) {
    int group = campaigns.byFixture() ? fixtureOf[tag] : 0;
    return group * stations() + stationOf[tag];
  }
}
