package io.shelfkeeper.agent.config;

import io.shelfkeeper.agent.core.facts.Count;
import io.shelfkeeper.agent.core.planogram.ActivePlanogram;
import io.shelfkeeper.agent.core.planogram.PlanogramReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Planograms of the backend in the words of the site file, held against its rules: products and
 * what belongs in the bays come from them, wires and fixtures stay those of the file.
 */
final class Planograms implements PlanogramReader {
  private final SiteFile site;

  Planograms(SiteFile site) {
    this.site = site;
  }

  /** What a planogram says. */
  private record Read(List<SiteFile.Product> products, Map<String, List<SiteFile.Planned>> bays) {}

  @Override
  public Verdict read(List<byte[]> parts) {
    Problems problems = new Problems();
    Read read = read(parts, problems);
    return problems.any()
        ? new Verdict.Unfit(line(problems))
        : new Verdict.Fits(
            read.bays.entrySet().stream()
                .collect(
                    Collectors.toMap(
                        Map.Entry::getKey,
                        bay -> bay.getValue().stream().map(SiteFile.Planned::sku).toList())));
  }

  /** The first problem; its place is one in the part. */
  static String line(Problems problems) {
    Problem first = problems.list().getFirst();
    return first.text("planogram");
  }

  /**
   * The shop as the planogram wants it.
   *
   * @param problems gets what does not fit this site file; then nothing that is returned counts
   */
  SiteFile shop(ActivePlanogram planogram, Problems problems) {
    Read read = read(planogram.parts(), problems);
    Map<String, Integer> counts =
        planogram.counts().stream()
            .collect(Collectors.toMap(Planograms::place, Count::count, Integer::sum));
    return site.with(
        read.products,
        bay ->
            read.bays.getOrDefault(bay, List.of()).stream()
                .map(
                    planned ->
                        new SiteFile.Planned(
                            planned.sku(),
                            counts.getOrDefault(bay + " " + planned.sku(), 0),
                            planned.low()))
                .toList());
  }

  private static String place(Count count) {
    return count.bay() + " " + count.sku();
  }

  private Read read(List<byte[]> parts, Problems problems) {
    Names skus = new Names(problems, "product");
    Names bays = new Names(problems, "bay");
    Map<String, List<SiteFile.Planned>> planned = new LinkedHashMap<>();
    List<Section> sections = new ArrayList<>();
    parts.forEach(part -> sections.addAll(section(part, problems)));
    ProductReader reader = new ProductReader(problems, skus);
    List<SiteFile.Product> products = new ArrayList<>();
    for (Section part : sections) {
      if (part.has("products")) {
        products.addAll(reader.read(part.sections("products", "a product")));
      }
    }
    for (Section part : sections) {
      if (part.has("bays")) {
        for (Section bay : part.sections("bays", "a bay")) {
          Word id = bay.name("id", Alphabet.NAME);
          bays.give(id);
          planned.put(id.text(), new PlannedReader(problems, skus).read(bay, false));
          bay.end();
        }
      }
      part.end();
    }
    theSameBays(planned.keySet(), bays, problems);
    return new Read(products, planned);
  }

  private static List<Section> section(byte[] part, Problems problems) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(part)).toString();
      if (YamlText.read(text, problems) instanceof Yaml.Mapping mapping) {
        return List.of(new Section(problems, mapping, "a part"));
      }
    } catch (CharacterCodingException e) {
      // Said below.
    }
    if (!problems.any()) {
      problems.add(
          Place.FILE, "a part is no JSON object in UTF-8", "products and bays in each part");
    }
    return List.of();
  }

  /** A bay that is not named would keep goods that nobody planned there. */
  private void theSameBays(Iterable<String> named, Names bays, Problems problems) {
    List<String> own = site.bays().stream().map(SiteFile.Bay::id).toList();
    for (String bay : named) {
      Place place = bays.place(bay);
      if (place != null && !own.contains(bay)) {
        problems.add(
            place, "this site has no bay %s".formatted(Words.quoted(bay)), Words.choice(bay, own));
      }
    }
    for (String bay : own) {
      if (!problems.any() && bays.place(bay) == null) { // what is misspelt is missing, too
        problems.add(
            Place.FILE,
            "the bay %s is missing".formatted(Words.quoted(bay)),
            "all bays of this site, each with its products");
      }
    }
  }
}
