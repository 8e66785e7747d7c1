package io.shelfkeeper.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.labels.Glass;
import io.shelfkeeper.agent.core.money.ChargeRule;
import io.shelfkeeper.agent.core.tags.campaign.CampaignSetup;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagSiteTest {
  private static final SampleSite TAGS = SampleSite.TAGS;

  @Test
  void tagsAreReadWithTheirGlassAndWhatTheyShow() {
    SiteFile site = TAGS.accepted(TAGS.text());
    assertEquals(
        List.of(
            new SiteFile.Tag(
                "0000021D4E3A3C5B", "radio1", "33", new Glass(384, 168, 3), "F1", "milk-500", true),
            new SiteFile.Tag(
                "0000021D4E3A3C5C", "radio1", "01", new Glass(296, 128, 3), "F2", "tea-100", false),
            new SiteFile.Tag(
                "0000000000000007",
                "radio2",
                "4b",
                new Glass(296, 160, 4),
                "F1",
                "milk-500",
                false),
            new SiteFile.Tag(
                "big-one",
                "display1",
                "waveshare-43",
                new Glass(800, 600, 2),
                "F2",
                "choc-100",
                false)),
        site.tags());
    assertEquals(new SiteFile.Station(20, 10, 0), site.stations().getFirst().station());
    assertEquals(new SiteFile.Station(11, 0, 0), site.stations().get(1).station());
    assertEquals(new SiteFile.Station(0, 1, 0), site.stations().get(2).station());
    assertEquals(ChargeRule.LOWER, assertNotNullPrices(site).charge());
  }

  @Test
  void howPricesChangeIsRead() {
    SiteFile usual = TAGS.accepted(TAGS.text());
    assertFalse(TagSetups.campaigns(usual).byFixture());
    assertEquals(0, TagSetups.campaigns(usual).earlyPercent());
    SiteFile site =
        TAGS.accepted(
            TAGS.text().replace("charge: lower", "charge: lower\n  switch: fixture\n  early: 50"));
    CampaignSetup setup = TagSetups.campaigns(site);
    assertEquals(50, setup.earlyPercent());
    assertTrue(setup.byFixture());
    assertEquals(site.fixtures().stream().map(SiteFile.Fixture::id).toList(), setup.fixtures());
    assertEquals(site.bays().size(), setup.fixtureOfBay().size());
  }

  private static SiteFile.Prices assertNotNullPrices(SiteFile site) {
    SiteFile.Prices prices = site.prices();
    assertNotNull(prices);
    return prices;
  }

  @Test
  void stationsAreNeitherScalesNorLocks() {
    SiteFile site = TAGS.accepted(TAGS.text());
    assertEquals(List.of("F1", "F2"), site.cells());
    assertEquals(List.of(), site.lockBoards());
    assertEquals(2, site.scales().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ttyS1?baud=115200 | ttyS1?baud=9600 | runs at 9600 baud, and oepl-node speaks 115200 only
          bus: far-bus, channel | bus: radio-bus, channel | does not go with it
          bus: far-bus, channel | bus: scale-bus, channel | does not go with it
          channel: 20 | channel: 12 | no tag looks for its station on the channel 12
          check_in_minutes: 10 | check_in_minutes: 0 | out of range
          check_in_minutes: 10 | check_in_minutes: 10, silent_after_seconds: 5 | out of range
          channel: 20 | address: 1, channel: 20 | a device has no key "address"
          device: radio1 | device: scale-1 | "scale-1" serves no tags
          device: radio1 | device: radio9 | there is no device "radio9"
          '"33", bay: F1' | '"F7", bay: F1' | oepl-node serves no tag of the type "F7"
          '"33", bay: F1' | '"33", bay: F9' | there is no bay "F9"
          sku: tea-100} | sku: milk-500} | does not belong in this bay
          0000021D4E3A3C5B | 0000021D4E3A3C5 | is no name of a tag of oepl-node
          0000021D4E3A3C5B | 0000021D4E3A3C5C | the tag "0000021D4E3A3C5C" is there already
          '"0000000000000007"' | 0000000000000007 | put it in quotes
          'labels: {language: de}' | '' | there are tags but no labels
          display1, model: waveshare-43, bay | display1, model: "33", bay | serves no tag of the type "33"
          bus: far-bus, channel: 11 | bus: display-bus, channel: 11 | does not go with it
          model: waveshare-43, bus: display-bus | model: waveshare-43, bus: display-bus, channel: 11 | has no key "channel"
          charge: lower | charge: higher | "charge" cannot be "higher"
          """)
  void whatIsWrongIsSaidWhereItIs(String piece, String by, String what) {
    List<Problem> problems = TAGS.problems(TAGS.edited(piece, by == null ? "" : by));
    assertEquals(1, problems.size(), problems.toString());
    String told = problems.getFirst().what() + "; instead: " + problems.getFirst().instead();
    assertEquals(true, told.contains(what), told);
  }
}
