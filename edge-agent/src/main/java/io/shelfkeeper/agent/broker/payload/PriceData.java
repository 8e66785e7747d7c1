package io.shelfkeeper.agent.broker.payload;

import com.fasterxml.jackson.core.JsonGenerator;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.money.Amount;
import io.shelfkeeper.agent.core.money.Charge;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes what events say of money and of price tags. */
final class PriceData {
  private PriceData() {}

  static void confirmed(JsonGenerator json, Fact.PriceConfirmed f) throws IOException {
    tag(json, f.tag(), f.bay());
    json.writeStringField("sku", f.sku());
    json.writeNumberField("minor", f.minor());
    json.writeStringField("currency", f.currency());
    json.writeNumberField("version", f.version());
    json.writeStringField("label", f.label());
  }

  static void mismatch(JsonGenerator json, Fact.PriceMismatch f) throws IOException {
    tag(json, f.tag(), f.bay());
    json.writeStringField("sku", f.sku());
    amount(json, "wanted", f.wanted());
    amount(json, "shows", f.shows());
    json.writeBooleanField("ended", f.ended());
  }

  static void silent(JsonGenerator json, Fact.TagSilent f) throws IOException {
    tag(json, f.tag(), f.bay());
    json.writeStringField("station", f.station());
    json.writeBooleanField("ended", f.ended());
  }

  static void batteryLow(JsonGenerator json, Fact.TagBatteryLow f) throws IOException {
    tag(json, f.tag(), f.bay());
    json.writeNumberField("millivolts", f.millivolts());
    json.writeBooleanField("ended", f.ended());
  }

  private static void tag(JsonGenerator json, String tag, String bay) throws IOException {
    json.writeStringField("tag", tag);
    json.writeStringField("bay", bay);
  }

  private static void amount(JsonGenerator json, String field, @Nullable Amount amount)
      throws IOException {
    if (amount == null) {
      return;
    }
    json.writeObjectFieldStart(field);
    json.writeNumberField("minor", amount.minor());
    json.writeStringField("currency", amount.currency());
    json.writeNumberField("version", amount.version());
    json.writeEndObject();
  }

  /** What a package costs whoever takes it. */
  static void charge(JsonGenerator json, Charge charge) throws IOException {
    json.writeObjectFieldStart("unit_price");
    json.writeNumberField("minor", charge.minor());
    json.writeStringField("currency", charge.currency());
    json.writeNumberField("version", charge.version());
    json.writeStringField("rule", charge.basis().word());
    json.writeEndObject();
  }
}
