package io.shelfkeeper.agent.broker.payload;

import com.fasterxml.jackson.core.JsonGenerator;
import io.shelfkeeper.agent.core.facts.Count;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Hypothesis;
import io.shelfkeeper.agent.core.facts.Item;
import io.shelfkeeper.agent.core.facts.Priced;
import io.shelfkeeper.agent.core.facts.RestockLine;
import java.io.IOException;
import java.util.List;

/**
 * Writes the data of one event. These bytes lie in the journal until the backend has them, for
 * weeks if need be: short, without anything that the envelope says again.
 */
final class FactData {
  private final Gtins gtins;
  private final WallTimes times = new WallTimes();

  FactData(Gtins gtins) {
    this.gtins = gtins;
  }

  /** What the event is about, in the form {@code kind/id}. */
  static String subject(Fact fact) {
    return switch (fact) {
      case Fact.StockMoved f -> "shelf/" + f.shelf();
      case Fact.WeightUnexplained f -> "shelf/" + f.shelf();
      case Fact.StockLow f -> "bay/" + f.bay();
      case Fact.StockOut f -> "bay/" + f.bay();
      case Fact.StockRecovered f -> "bay/" + f.bay();
      case Fact.RestockEnded f -> "";
      case Fact.BayMeasured f -> "bay/" + f.bay();
      case Fact.OrderDone f -> "order/" + f.order();
      case Fact.OrderRefused f -> f.order().isEmpty() ? "" : "order/" + f.order();
      case Fact.DocumentRefused f -> f.document().isEmpty() ? "" : "document/" + f.document();
      case Fact.TrustChanged f -> "";
      case Fact.PricesStaged f -> "prices/" + f.version();
      case Fact.PricesActive f -> "prices/" + f.version();
      case Fact.PlanogramStaged f -> "planogram/" + f.version();
      case Fact.PlanogramActive f -> "planogram/" + f.version();
      case Fact.PriceConfirmed f -> "tag/" + f.tag();
      case Fact.PriceMismatch f -> "tag/" + f.tag();
      case Fact.TagSilent f -> "tag/" + f.tag();
      case Fact.TagBatteryLow f -> "tag/" + f.tag();
      case Fact.CampaignPlanned f -> "campaign/" + f.version();
      case Fact.CampaignProgress f -> "campaign/" + f.version();
      case Fact.CampaignEnded f -> "campaign/" + f.version();
      case Fact.CellCalibrated f -> "cell/" + f.cell();
      case Fact.WeightLearned f -> "product/" + f.sku();
      case Fact.DoorOpened f -> "door/" + f.door();
      case Fact.DoorShut f -> "door/" + f.door();
      case Fact.DoorForced f -> "door/" + f.door();
      case Fact.DoorHeld f -> "door/" + f.door();
      case Fact.DoorJammed f -> "door/" + f.door();
      case Fact.SensorStuck f -> "door/" + f.door();
      case Fact.SupplyLow f -> "supply/" + f.supply();
      case Fact.Tampered f -> "";
      case Fact.AuditCheckpoint f -> "";
      case Fact.FaultOpened f -> f.device();
      case Fact.FaultClosed f -> f.device();
      case Fact.DeviceMeasured f -> f.device();
      case Fact.TemperatureMeasured f -> f.device();
      case Fact.RolledBack f -> "lane/" + f.seenIn().word();
      case Fact.IncarnationStarted f -> "";
      case Fact.Dropped f -> "";
      case Fact.Salvaged f -> f.row().subject();
      case Fact.SalvageEnded f -> "";
      case Fact.ExternalNoted f -> f.source().isEmpty() ? "" : "source/" + f.source();
    };
  }

  void write(JsonGenerator json, Fact fact) throws IOException {
    json.writeStartObject();
    switch (fact) {
      case Fact.StockMoved f -> moved(json, f);
      case Fact.WeightUnexplained f -> {
        json.writeStringField("shelf", f.shelf());
        Numbers.grams(json, "grams", f.grams());
        Numbers.share(json, "confidence", f.confidence());
      }
      case Fact.StockLow f -> {
        product(json, f.bay(), f.sku());
        json.writeNumberField("count", f.count());
        json.writeNumberField("threshold", f.threshold());
        if (Double.isFinite(f.hoursLeft())) {
          Numbers.hours(json, "hours_left", f.hoursLeft());
        }
      }
      case Fact.StockOut f -> product(json, f.bay(), f.sku());
      case Fact.StockRecovered f -> {
        product(json, f.bay(), f.sku());
        json.writeNumberField("count", f.count());
      }
      case Fact.RestockEnded f -> restocked(json, f);
      case Fact.OrderDone f -> done(json, f);
      case Fact.OrderRefused f -> refused(json, "order", f.order(), f.code(), f.change());
      case Fact.DocumentRefused f -> refused(json, "document", f.document(), f.code(), f.change());
      case Fact.AuditCheckpoint f -> {
        json.writeNumberField("entries", f.entries());
        json.writeStringField("hash", f.hash());
        json.writeStringField("key", f.key());
        json.writeStringField("signature", f.signature());
      }
      case Fact.TrustChanged f -> {
        json.writeNumberField("version", f.version());
        texts(json, "keys", f.keys());
      }
      case Fact.PricesStaged f -> staged(json, f);
      case Fact.PricesActive f -> active(json, f);
      case Fact.PlanogramStaged f -> staged(json, f);
      case Fact.PlanogramActive f -> active(json, f);
      case Fact.PriceConfirmed f -> PriceData.confirmed(json, f);
      case Fact.PriceMismatch f -> PriceData.mismatch(json, f);
      case Fact.TagSilent f -> PriceData.silent(json, f);
      case Fact.TagBatteryLow f -> PriceData.batteryLow(json, f);
      case Fact.CampaignPlanned f -> new CampaignData(times).planned(json, f);
      case Fact.CampaignProgress f -> CampaignData.progress(json, f);
      case Fact.CampaignEnded f -> CampaignData.ended(json, f);
      case Fact.CellCalibrated f -> {
        json.writeStringField("cell", f.cell());
        json.writeStringField("method", f.method());
        Numbers.gain(json, "gain", f.gain());
        Numbers.gain(json, "gain_before", f.gainBefore());
        Numbers.grams(json, "zero", f.zero());
      }
      case Fact.WeightLearned f -> learned(json, f);
      case Fact.DoorOpened f -> {
        door(json, f.door(), f.lock());
        json.writeStringField("cause", f.cause());
      }
      case Fact.DoorShut f -> door(json, f.door(), f.lock());
      case Fact.DoorForced f -> door(json, f.door(), f.lock());
      case Fact.DoorHeld f -> {
        door(json, f.door(), f.lock());
        json.writeNumberField("held_ms", f.heldMillis());
      }
      case Fact.DoorJammed f -> {
        door(json, f.door(), f.lock());
        json.writeStringField("order", f.order());
      }
      case Fact.SensorStuck f -> {
        door(json, f.door(), f.lock());
        json.writeStringField("sensor", f.sensor());
        json.writeStringField("reads", f.reads());
      }
      case Fact.SupplyLow f -> {
        json.writeStringField("supply", f.supply());
        json.writeNumberField("pulses", f.pulses());
      }
      case Fact.Tampered f -> json.writeStringField("what", f.what());
      case Fact.FaultOpened f -> opened(json, f);
      case Fact.FaultClosed f -> {
        json.writeStringField("device", f.device());
        json.writeStringField("kind", f.kind());
        json.writeNumberField("duration_ms", f.durationMillis());
        json.writeNumberField("count", f.count());
      }
      case Fact.RolledBack f -> {
        json.writeStringField("lane", f.seenIn().word());
        json.writeNumberField("backend_seq", f.backendSeq());
        json.writeNumberField("own_seq", f.ownSeq());
        json.writeStringField("new_incarnation", f.newIncarnation());
      }
      case Fact.IncarnationStarted f -> {
        json.writeStringField("cause", f.cause());
        if (f.previous() != null) {
          json.writeStringField("previous", f.previous());
        }
      }
      case Fact.Dropped f -> json.writeNumberField("rows", f.rows());
      case Fact.Salvaged f -> SalvageData.write(json, f.row());
      case Fact.SalvageEnded f -> SalvageData.write(json, f);
      case Fact.BayMeasured f -> {
        json.writeStringField("bay", f.bay());
        Numbers.grams(json, "grams", f.grams());
        if (Double.isFinite(f.net())) {
          Numbers.grams(json, "net", f.net());
        }
        counts(json, f.counts());
      }
      case Fact.DeviceMeasured f -> {
        json.writeStringField("device", f.device());
        json.writeNumberField("polls", f.polls());
        json.writeNumberField("failures", f.failures());
      }
      case Fact.TemperatureMeasured f -> {
        json.writeStringField("device", f.device());
        Numbers.celsius(json, "min", f.min());
        Numbers.celsius(json, "mean", f.mean());
        Numbers.celsius(json, "max", f.max());
        json.writeNumberField("readings", f.readings());
      }
      case Fact.ExternalNoted f -> throw new IllegalArgumentException("it is JSON already");
    }
    json.writeEndObject();
  }

  /** Counts of a bay, with the products' GTINs: whoever takes them over needs no product list. */
  void counts(JsonGenerator json, List<Count> counts) throws IOException {
    json.writeArrayFieldStart("counts");
    for (Count count : counts) {
      json.writeStartObject();
      product(json, count.bay(), count.sku());
      json.writeNumberField("count", count.count());
      Numbers.spread(json, "sd", count.sd());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void moved(JsonGenerator json, Fact.StockMoved moved) throws IOException {
    json.writeStringField("shelf", moved.shelf());
    items(json, moved.items(), moved.charges());
    json.writeStringField("reason", moved.reason().word());
    Numbers.share(json, "confidence", moved.confidence());
    Numbers.grams(json, "grams", moved.grams());
    // A single reading says nothing that "items" has not said.
    if (moved.others().size() > 1) {
      json.writeArrayFieldStart("others");
      for (Hypothesis other : moved.others()) {
        json.writeStartObject();
        items(json, other.items(), List.of());
        Numbers.share(json, "probability", other.probability());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    counts(json, moved.counts());
    if (moved.corrects() != null) {
      json.writeStringField("corrects", moved.corrects());
    }
  }

  private void restocked(JsonGenerator json, Fact.RestockEnded restock) throws IOException {
    json.writeArrayFieldStart("lines");
    for (RestockLine line : restock.lines()) {
      json.writeStartObject();
      product(json, line.bay(), line.sku());
      json.writeNumberField("expected", line.expected());
      json.writeNumberField("seen", line.seen());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void learned(JsonGenerator json, Fact.WeightLearned learned) throws IOException {
    json.writeStringField("sku", learned.sku());
    String gtin = gtins.of(learned.sku());
    if (gtin != null) {
      json.writeStringField("gtin", gtin);
    }
    json.writeStringField("why", learned.why());
    Numbers.grams(json, "grams", learned.grams());
    Numbers.grams(json, "grams_before", learned.gramsBefore());
    Numbers.grams(json, "site_grams", learned.siteGrams());
    Numbers.grams(json, "spread", learned.spread());
    json.writeNumberField("packages", learned.packages());
  }

  private void items(JsonGenerator json, List<Item> items, List<Priced> charges)
      throws IOException {
    json.writeArrayFieldStart("items");
    for (Item item : items) {
      json.writeStartObject();
      product(json, item.bay(), item.sku());
      json.writeNumberField("delta", item.delta());
      for (Priced priced : charges) {
        if (priced.bay().equals(item.bay()) && priced.sku().equals(item.sku())) {
          PriceData.charge(json, priced.charge());
        }
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void product(JsonGenerator json, String bay, String sku) throws IOException {
    json.writeStringField("bay", bay);
    json.writeStringField("sku", sku);
    String gtin = gtins.of(sku);
    if (gtin != null) {
      json.writeStringField("gtin", gtin);
    }
  }

  private static void done(JsonGenerator json, Fact.OrderDone done) throws IOException {
    json.writeStringField("order", done.order());
    json.writeStringField("target", done.target());
    json.writeStringField("outcome", done.outcome().word());
    if (!done.why().isEmpty()) {
      json.writeStringField("why", done.why());
    }
    if (!done.check().isEmpty()) {
      json.writeStringField("check", done.check());
    }
    json.writeBooleanField("repeated", done.repeated());
  }

  private static void refused(
      JsonGenerator json, String what, String id, String code, String change) throws IOException {
    json.writeStringField(what, id);
    json.writeStringField("code", code);
    json.writeStringField("change", change);
  }

  private void staged(JsonGenerator json, Fact.PricesStaged f) throws IOException {
    json.writeNumberField("version", f.version());
    json.writeStringField("active_from", f.activeFrom());
    if (f.activeMillis() > 0) {
      json.writeStringField("time", times.of(f.activeMillis()));
    }
    parts(json, f.parts(), f.missing(), f.waits());
  }

  private static void staged(JsonGenerator json, Fact.PlanogramStaged f) throws IOException {
    json.writeNumberField("version", f.version());
    json.writeStringField("apply", f.apply());
    parts(json, f.parts(), f.missing(), f.waits());
  }

  private static void parts(JsonGenerator json, int parts, List<Integer> missing, String waits)
      throws IOException {
    json.writeNumberField("parts", parts);
    json.writeArrayFieldStart("missing");
    for (int part : missing) {
      json.writeNumber(part);
    }
    json.writeEndArray();
    json.writeStringField("waits", waits.isEmpty() ? "nothing" : waits);
  }

  private static void active(JsonGenerator json, Fact.PricesActive f) throws IOException {
    json.writeNumberField("version", f.version());
    json.writeNumberField("before", f.before());
    json.writeStringField("currency", f.currency());
    json.writeNumberField("prices", f.prices());
    texts(json, "unpriced", f.unpriced());
  }

  private static void active(JsonGenerator json, Fact.PlanogramActive f) throws IOException {
    json.writeNumberField("version", f.version());
    json.writeNumberField("before", f.before());
    texts(json, "changed", f.changed());
  }

  private static void texts(JsonGenerator json, String field, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private static void door(JsonGenerator json, String door, String lock) throws IOException {
    json.writeStringField("door", door);
    json.writeStringField("lock", lock);
  }

  private static void opened(JsonGenerator json, Fact.FaultOpened fault) throws IOException {
    json.writeStringField("device", fault.device());
    json.writeStringField("kind", fault.kind());
    json.writeStringField("what", fault.what());
    json.writeStringField("check", fault.check());
    if (!fault.exchanges().isEmpty()) {
      texts(json, "exchanges", fault.exchanges());
    }
  }
}
