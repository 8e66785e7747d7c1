package io.shelfkeeper.agent.core.tags.campaign;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.tags.TagSight;
import io.shelfkeeper.agent.core.time.Moment;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A forecast of one campaign as it stands, and how it is told. */
final class Outlook {
  private final Places places;
  private final Forecast forecast;
  private final int silent;

  /**
   * @param tags that have to change
   * @param reserve those of them that will have their picture already
   * @param startSeconds from now until they may
   */
  Outlook(
      Places places,
      TagSight sight,
      Habits habits,
      Moment now,
      BitSet tags,
      BitSet reserve,
      double startSeconds,
      long seed) {
    this.places = places;
    BitSet heard = new BitSet();
    tags.stream().filter(tag -> !sight.isSilent(tag)).forEach(heard::set);
    silent = tags.cardinality() - heard.cardinality();
    forecast =
        new Forecast(
            habits,
            places.parts(heard),
            places.stations(),
            startSeconds,
            now.nanos(),
            tag -> reserve.get(tag) || sight.reserved(tag) != null,
            seed);
  }

  /**
   * Works on it.
   *
   * @param effort how many tags may be played
   * @return whether it is done
   */
  boolean advance(int effort) {
    return forecast.advance(effort);
  }

  /** Whether all of its tags are silent, once it is done. */
  boolean isOfNone() {
    return forecast.tags() == 0;
  }

  /**
   * @param rest so many tags may be missing when most are done
   */
  Window window(int rest) {
    return forecast.shop(rest);
  }

  /**
   * @param waits see {@link Fact.CampaignPlanned}, as {@code fromMillis}
   * @param passed seconds since the campaign began
   */
  Fact.CampaignPlanned fact(
      Campaign campaign, int reserve, long fromMillis, String waits, double passed) {
    List<Fact.CampaignPlanned.Station> stations = new ArrayList<>();
    for (int station = 0; station < places.stations(); station++) {
      if (forecast.tags(station) > 0) {
        stations.add(
            new Fact.CampaignPlanned.Station(
                places.setup.stations().get(station).device(),
                forecast.tags(station),
                campaign.millis(passed + forecast.likely(station))));
      }
    }
    Window told = campaign.told();
    int redrawn = forecast.tags() + silent - reserve;
    return new Fact.CampaignPlanned(
        campaign.version(),
        campaign.activeFrom(),
        waits,
        fromMillis,
        campaign.millis(told.most()),
        campaign.millis(told.earliest()),
        campaign.millis(told.latest()),
        new Fact.CampaignPlanned.Tags(redrawn, reserve, silent),
        stations);
  }
}
