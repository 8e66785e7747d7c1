package io.shelfkeeper.agent.labels;

import io.shelfkeeper.agent.config.LabelFiles;
import io.shelfkeeper.agent.core.labels.LabelTemplate;
import io.shelfkeeper.agent.core.labels.LabelText;
import io.shelfkeeper.agent.core.labels.LabelWords;
import io.shelfkeeper.agent.core.money.Measure;
import io.shelfkeeper.agent.core.money.Price;
import io.shelfkeeper.agent.core.money.PriceCurrency;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** Labels in six languages and as many scripts, every other one an offer. */
enum SampleLabel {
  EN("en", "USD", "Sparkling apple juice from the orchard, organic, 0.25 l", 149, 199, "incl. tax"),
  DE("de", "EUR", "Brötchen", 45, 0, "inkl. 7 % MwSt."),
  EL("el", "EUR", "Χυμός μήλου φυσικός 0,25 l", 1249, 1499, "με ΦΠΑ"),
  AR("ar", "AED", "عصير تفاح طبيعي ٢٥٠ مل", 575, 650, "شامل الضريبة"),
  HE("he", "ILS", "מיץ תפוחים סחוט טרי 250 מ״ל", 890, 0, "כולל מע״מ"),
  ZH("zh", "CNY", "有机苹果汁 250毫升 龙泉山果园", 1280, 1580, "含税");

  static final String GTIN = "9506000134420";
  static final LabelFiles FILES = new LabelFiles(null);

  private final String language;
  private final PriceCurrency currency;
  private final String name;
  private final long minor;
  private final long was;
  private final String note;

  SampleLabel(String language, String currency, String name, long minor, long was, String note) {
    this.language = language;
    this.currency = Objects.requireNonNull(PriceCurrency.of(currency));
    this.name = name;
    this.minor = minor;
    this.was = was;
    this.note = note;
  }

  static Fonts fonts() {
    try {
      return new Fonts(List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  LabelWords words() {
    return FILES.words(language).orElseThrow();
  }

  LabelText text() {
    return text(name, 0);
  }

  /**
   * @param more minor units that it costs more
   */
  LabelText text(String called, long more) {
    return LabelText.of(
        new LabelText.Product("juice-250", called, GTIN),
        new Price("juice-250", "", minor + more, was, new Price.Per(4 * minor, Measure.LITRE), ""),
        currency,
        note,
        words(),
        LabelText.GS1);
  }

  static LabelTemplate template(int width, int height) {
    return FILES.template(width, height).orElseThrow(() -> new AssertionError(FILES.problems()));
  }
}
