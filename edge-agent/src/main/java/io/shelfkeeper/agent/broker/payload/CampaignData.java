package io.shelfkeeper.agent.broker.payload;

import com.fasterxml.jackson.core.JsonGenerator;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.tags.campaign.Window;
import java.io.IOException;

/** Writes what events say of price lists on their way to the tags. */
final class CampaignData {
  private final WallTimes times;

  CampaignData(WallTimes times) {
    this.times = times;
  }

  void planned(JsonGenerator json, Fact.CampaignPlanned f) throws IOException {
    json.writeNumberField("version", f.version());
    json.writeStringField("active_from", f.activeFrom());
    json.writeStringField("waits", f.waits().isEmpty() ? "nothing" : f.waits());
    json.writeStringField("from", times.of(f.fromMillis()));
    json.writeStringField("most", times.of(f.mostMillis()));
    json.writeObjectFieldStart("last");
    json.writeStringField("from", times.of(f.earliestMillis()));
    json.writeStringField("until", times.of(f.latestMillis()));
    Numbers.share(json, "probability", Window.PROBABILITY);
    json.writeEndObject();
    json.writeObjectFieldStart("tags");
    json.writeNumberField("redrawn", f.tags().redrawn());
    json.writeNumberField("reserve", f.tags().reserve());
    json.writeNumberField("silent", f.tags().silent());
    json.writeEndObject();
    json.writeArrayFieldStart("stations");
    for (Fact.CampaignPlanned.Station station : f.stations()) {
      json.writeStartObject();
      json.writeStringField("device", station.device());
      json.writeNumberField("tags", station.tags());
      json.writeStringField("until", times.of(station.untilMillis()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void progress(JsonGenerator json, Fact.CampaignProgress f) throws IOException {
    json.writeNumberField("version", f.version());
    json.writeNumberField("confirmed", f.confirmed());
    json.writeNumberField("of", f.of());
  }

  static void ended(JsonGenerator json, Fact.CampaignEnded f) throws IOException {
    json.writeNumberField("version", f.version());
    json.writeStringField("why", f.why());
    json.writeNumberField("confirmed", f.confirmed());
    json.writeNumberField("of", f.of());
    json.writeArrayFieldStart("laggards");
    for (Fact.CampaignEnded.Place place : f.laggards()) {
      json.writeStartObject();
      json.writeStringField("fixture", place.fixture());
      json.writeArrayFieldStart("bays");
      for (String bay : place.bays()) {
        json.writeString(bay);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberField("more", f.more());
  }
}
