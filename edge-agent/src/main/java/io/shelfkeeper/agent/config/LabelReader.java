package io.shelfkeeper.agent.config;

import io.shelfkeeper.agent.core.labels.LabelPart;
import io.shelfkeeper.agent.core.labels.LabelPart.Align;
import io.shelfkeeper.agent.core.labels.LabelPart.Anchor;
import io.shelfkeeper.agent.core.labels.LabelPart.Box;
import io.shelfkeeper.agent.core.labels.LabelPart.Colour;
import io.shelfkeeper.agent.core.labels.LabelPart.Show;
import io.shelfkeeper.agent.core.labels.LabelPart.When;
import io.shelfkeeper.agent.core.labels.LabelTemplate;
import io.shelfkeeper.agent.core.labels.LabelWords;
import io.shelfkeeper.agent.core.money.Measure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads one file of a template or of words. */
final class LabelReader {
  private static final int SIDE_MAX = 4096;
  private static final int SIZE_MIN = 8;
  private static final int LINES_MAX = 5;
  private static final List<String> WEIGHTS = List.of("regular", "bold");

  private final Problems problems;

  LabelReader(Problems problems) {
    this.problems = problems;
  }

  /**
   * @param size the name of the file, which says how large the glass is
   */
  Function<Section, LabelTemplate> template(String size) {
    String[] sides = size.split("x", 2);
    int width = Integer.parseInt(sides[0]);
    int height = Integer.parseInt(sides[1]);
    return file -> {
      List<LabelPart> parts = new ArrayList<>();
      for (Section part : file.sections("parts", "a part")) {
        parts.add(part(part, width, height));
      }
      file.end();
      return new LabelTemplate(width, height, parts);
    };
  }

  private LabelPart part(Section part, int width, int height) {
    if (!part.has("show")) {
      part.text("show");
    }
    Show show = one(part, "show", Show.values());
    int x = number(part, "x", 0, width - 1);
    int y = number(part, "y", 0, height - 1);
    Box box =
        new Box(x, y, number(part, "width", 1, width - x), number(part, "height", 1, height - y));
    int size = part.has("size") ? number(part, "size", SIZE_MIN, SIDE_MAX) : 0;
    int sizeMin = part.has("size_min") ? number(part, "size_min", SIZE_MIN, SIDE_MAX) : size;
    if (sizeMin > size) {
      part.problem("size_min", "it is larger than the size", "at most the size");
    }
    boolean letters =
        switch (show) {
          case NAME, UNIT_PRICE, WAS, NOTE, OFFER, SKU, GTIN -> true;
          case PRICE, QR, BARCODE, FILL -> false;
        };
    // A misspelt kind is told already.
    boolean known = part.textIs("show", show.name().toLowerCase(Locale.ROOT));
    if (letters && known && size == 0) {
      part.problem("size", "nothing says how large its letters are", "add \"size: …\", in pixels");
    }
    LabelPart read =
        new LabelPart(
            show,
            box,
            one(part, "ink", Colour.values()),
            part.oneOf("weight", WEIGHTS).equals("bold"),
            size,
            Math.min(size, sizeMin),
            part.has("lines") ? number(part, "lines", 1, LINES_MAX) : 1,
            one(part, "align", Align.values()),
            part.has("anchor") ? one(part, "anchor", Anchor.values()) : Anchor.MIDDLE,
            one(part, "when", When.values()));
    part.end();
    return read;
  }

  private static int number(Section part, String key, int min, int max) {
    return part.integer(key, min, Math.max(min, max)).orElse(min);
  }

  private static <E extends Enum<E>> E one(Section part, String key, E[] all) {
    List<String> words =
        Arrays.stream(all).map(one -> one.name().toLowerCase(Locale.ROOT)).toList();
    return all[words.indexOf(part.oneOf(key, words))];
  }

  LabelWords words(Section file) {
    String direction = file.oneOf("direction", List.of("left_to_right", "right_to_left"));
    String decimal = file.text("decimal").text();
    String group = file.has("group") ? file.text("group").text() : "";
    String sign = file.oneOf("sign", List.of("behind", "before"));
    boolean gap = file.truth("gap", true);
    String offer = file.text("offer").text();
    Word unitPrice = file.text("unit_price");
    if (!unitPrice.text().contains("{money}") || !unitPrice.text().contains("{measure}")) {
      problems.add(
          unitPrice.place(),
          unitPrice.quoted() + " does not say where the amount and the measure go",
          "a text with {money} and {measure} in it");
    }
    Map<Measure, String> measures = new EnumMap<>(Measure.class);
    Optional<Section> section =
        file.has("measures") ? file.section("measures", "the measures") : Optional.empty();
    if (section.isPresent()) {
      for (Measure measure : Measure.values()) {
        if (section.get().has(measure.word())) {
          measures.put(measure, section.get().text(measure.word()).text());
        }
      }
      section.get().end();
    }
    file.end();
    return new LabelWords(
        direction.equals("right_to_left"),
        decimal,
        group,
        sign.equals("before"),
        gap,
        offer,
        unitPrice.text(),
        measures);
  }
}
