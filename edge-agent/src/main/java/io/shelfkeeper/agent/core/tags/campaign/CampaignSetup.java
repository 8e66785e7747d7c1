package io.shelfkeeper.agent.core.tags.campaign;

import java.util.List;
import java.util.Map;

/**
 * How a site wants its prices to change.
 *
 * @param byFixture whether a fixture begins only when the one before it at the same station is
 *     whole, or what it lacks is named
 * @param earlyPercent share of the window, 0 to 100, that lies before the list is in force: prices
 *     that fall may be shown then already, others never
 * @param fixtures in the order of the site file
 * @param fixtureOfBay index of the fixture of each bay
 */
public record CampaignSetup(
    boolean byFixture, int earlyPercent, List<String> fixtures, Map<String, Integer> fixtureOfBay) {
  public CampaignSetup {
    fixtures = List.copyOf(fixtures);
    fixtureOfBay = Map.copyOf(fixtureOfBay);
    if (earlyPercent < 0 || earlyPercent > 100) {
      throw new IllegalArgumentException("a share of " + earlyPercent + " %");
    }
  }

  /** Of a site without tags. */
  public static CampaignSetup none() {
    return new CampaignSetup(false, 0, List.of(), Map.of());
  }
}
