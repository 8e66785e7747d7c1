package io.shelfkeeper.agent.cli;

import io.shelfkeeper.agent.config.LabelFiles;
import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.agent.core.labels.Glass;
import io.shelfkeeper.agent.core.labels.LabelTemplate;
import io.shelfkeeper.agent.core.labels.LabelText;
import io.shelfkeeper.agent.core.labels.LabelWords;
import io.shelfkeeper.agent.core.money.Price;
import io.shelfkeeper.agent.labels.Fonts;
import io.shelfkeeper.agent.labels.LabelPainter;
import io.shelfkeeper.agent.labels.LabelPicture;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The labels of one shop by its site file, for whoever looks at them before they hang there. */
final class SiteLabels {
  private final SiteFile site;
  private final SiteFile.Prices prices;
  private final SiteFile.Labels labels;
  private final LabelFiles files;

  private SiteLabels(SiteFile site, SiteFile.Prices prices, SiteFile.Labels labels) {
    this.site = site;
    this.prices = prices;
    this.labels = labels;
    this.files = new LabelFiles(labels.folder());
  }

  /** Empty if the site file has no labels. */
  static Optional<SiteLabels> of(SiteFile site) {
    SiteFile.Prices prices = site.prices();
    SiteFile.Labels labels = site.labels();
    return prices == null || labels == null
        ? Optional.empty()
        : Optional.of(new SiteLabels(site, prices, labels));
  }

  LabelFiles files() {
    return files;
  }

  /** The price of a product. */
  Optional<Price> price(String sku) {
    return prices.list().stream().filter(price -> price.sku().equals(sku)).findFirst();
  }

  /** Draws a label; empty if a file of the labels is wrong, as {@link #files} then says. */
  Optional<LabelPicture> picture(Price price, Glass glass) throws IOException {
    Optional<LabelTemplate> template = files.template(glass.width(), glass.height());
    Optional<LabelWords> words = files.words(labels.language());
    if (template.isEmpty() || words.isEmpty()) {
      return Optional.empty();
    }
    LabelPainter painter = new LabelPainter(new Fonts(files.fonts()));
    return Optional.of(painter.paint(template.get(), text(price, words.get()), words.get()));
  }

  /** Everything that would keep a label from being drawn as it should. */
  List<String> problems() throws IOException {
    for (String size : files.sizes()) {
      String[] sides = size.split("x", 2);
      files.template(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
    }
    Optional<LabelWords> words = files.words(labels.language());
    List<String> problems = new ArrayList<>(files.problems());
    if (words.isPresent()) {
      Fonts fonts = new Fonts(files.fonts());
      problems.addAll(fonts.problems());
      Set<String> tagged = site.tags().stream().map(SiteFile.Tag::sku).collect(Collectors.toSet());
      for (Price price : prices.list()) {
        if (!tagged.contains(price.sku())) {
          missing(fonts, price, words.get()).ifPresent(problems::add);
        }
      }
      tags(fonts, words.get(), problems);
    }
    return problems;
  }

  /** Draws what each tag will show: tags that show the same on the same glass are drawn once. */
  private void tags(Fonts fonts, LabelWords words, List<String> problems) {
    LabelPainter painter = new LabelPainter(fonts);
    Set<String> drawn = new HashSet<>();
    for (SiteFile.Tag tag : site.tags()) {
      Optional<Price> price = price(tag.sku());
      Optional<LabelTemplate> template = files.template(tag.glass().width(), tag.glass().height());
      if (price.isPresent() && template.isPresent() && drawn.add(tag.sku() + " " + tag.glass())) {
        LabelPicture picture = painter.paint(template.get(), text(price.get(), words), words);
        missing(picture.missing(), "the tag %s at bay %s".formatted(tag.id(), tag.bay()))
            .ifPresent(problems::add);
      }
    }
  }

  /** What no font has of a label. */
  Optional<String> missing(Price price) throws IOException {
    Optional<LabelWords> words = files.words(labels.language());
    return words.isEmpty()
        ? Optional.empty()
        : missing(new Fonts(files.fonts()), price, words.get());
  }

  private Optional<String> missing(Fonts fonts, Price price, LabelWords words) {
    return missing(
        fonts.missing(text(price, words).letters()), "the label of %s".formatted(price.sku()));
  }

  private static Optional<String> missing(String missing, String where) {
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    String codes =
        missing
            .codePoints()
            .limit(5)
            .mapToObj(c -> String.format(Locale.ROOT, "U+%04X", c))
            .collect(Collectors.joining(" "));
    return Optional.of(
        "%s: no font has \"%s\" (%s). Instead: another spelling, or a font file (.ttf) that has it in the folder of the labels."
            .formatted(where, missing, codes));
  }

  private LabelText text(Price price, LabelWords words) {
    SiteFile.Product product =
        site.products().stream()
            .filter(one -> one.sku().equals(price.sku()))
            .findFirst()
            .orElseThrow();
    return LabelText.of(
        new LabelText.Product(product.sku(), product.name(), product.gtin()),
        price,
        prices.currency(),
        prices.note(),
        words,
        labels.link());
  }
}
