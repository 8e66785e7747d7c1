package io.shelfkeeper.agent.core.prices;

import io.shelfkeeper.agent.core.money.Measure;
import io.shelfkeeper.agent.core.money.Price;
import io.shelfkeeper.agent.core.money.PriceCurrency;
import io.shelfkeeper.agent.core.trust.Fields;
import io.shelfkeeper.agent.core.trust.Untrusted;
import io.shelfkeeper.agent.core.trust.Why;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one part of a price list: {@code {"prices":[{"sku":"tea","price":149,"was":199,
 * "unit_price":596,"unit":"l","name":"…","note":"…"}]}}, amounts in minor units. All of it is read
 * or nothing.
 */
final class PriceLines {
  private static final int NAME_LENGTH_MAX = 200;
  private static final int NOTE_LENGTH_MAX = 100;

  private PriceLines() {}

  static List<Price> read(byte[] part) throws Untrusted {
    Fields fields = Fields.of(part);
    List<?> lines = fields.list("prices");
    fields.end();
    List<Price> prices = new ArrayList<>();
    for (Object line : lines) {
      prices.add(price(Fields.nested(line)));
    }
    return prices;
  }

  private static Price price(Fields line) throws Untrusted {
    String sku = line.text("sku", 64);
    String name = line.has("name") ? shown(line.text("name", NAME_LENGTH_MAX)) : "";
    long minor = amount(line, "price");
    long was = line.has("was") ? amount(line, "was") : 0;
    Untrusted.check(was == 0 || was > minor, Why.MALFORMED);
    Price.Per per = line.has("unit_price") ? per(line) : null;
    String note = line.has("note") ? shown(line.text("note", NOTE_LENGTH_MAX)) : "";
    line.end();
    return new Price(sku, name, minor, was, per, note);
  }

  private static Price.Per per(Fields line) throws Untrusted {
    long minor = amount(line, "unit_price");
    @Nullable Measure measure = Measure.of(line.text("unit", 16));
    if (measure == null) {
      throw new Untrusted(Why.MALFORMED);
    }
    return new Price.Per(minor, measure);
  }

  private static long amount(Fields line, String name) throws Untrusted {
    long minor = line.number(name);
    Untrusted.check(minor <= PriceCurrency.MINOR_MAX, Why.MALFORMED);
    return minor;
  }

  private static String shown(String text) throws Untrusted {
    Untrusted.check(
        !text.isBlank() && text.codePoints().noneMatch(Character::isISOControl), Why.MALFORMED);
    return text;
  }
}
