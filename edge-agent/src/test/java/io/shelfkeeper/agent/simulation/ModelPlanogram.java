package io.shelfkeeper.agent.simulation;

import io.shelfkeeper.agent.core.facts.Count;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.planogram.ActivePlanogram;
import io.shelfkeeper.agent.core.planogram.PlanogramReader;
import io.shelfkeeper.agent.core.planogram.PlanogramSetup;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What belongs in the bays of {@link ModelShop}: each has one of two products that weigh the same.
 *
 * @param setup what the core hears of it
 * @param skus by bay
 * @param counts what the bays held when it came into force
 */
record ModelPlanogram(PlanogramSetup setup, Map<String, List<String>> skus, List<Count> counts) {
  private static final String FORM = "\\{\"goods\":\"[ab]{%d}\"}".formatted(ModelShop.CELLS);
  private static final PlanogramReader READER = ModelPlanogram::read;

  /** A part that says so. */
  static byte[] part(String goods) {
    return "{\"goods\":\"%s\"}".formatted(goods).getBytes(StandardCharsets.UTF_8);
  }

  private static PlanogramReader.Verdict read(List<byte[]> parts) {
    String text = new String(parts.getFirst(), StandardCharsets.UTF_8);
    return parts.size() == 1 && text.matches(FORM)
        ? new PlanogramReader.Verdict.Fits(skus(text.split("\"")[3]))
        : new PlanogramReader.Verdict.Unfit("write " + FORM);
  }

  private static Map<String, List<String>> skus(String goods) {
    Map<String, List<String>> skus = new HashMap<>();
    for (int cell = 0; cell < ModelShop.CELLS; cell++) {
      skus.put(ModelShop.bay(cell), List.of("sku" + cell + goods.charAt(cell)));
    }
    return skus;
  }

  /** Of a start. */
  static ModelPlanogram of(Recovered recovered) {
    ActivePlanogram active = ActivePlanogram.of(recovered);
    if (active == null) {
      return new ModelPlanogram(
          new PlanogramSetup(READER, 0, ""), skus("a".repeat(ModelShop.CELLS)), List.of());
    }
    PlanogramReader.Verdict.Fits fits = (PlanogramReader.Verdict.Fits) READER.read(active.parts());
    return new ModelPlanogram(
        new PlanogramSetup(READER, active.version(), ""), fits.skus(), active.counts());
  }

  String sku(int cell) {
    return skus.getOrDefault(ModelShop.bay(cell), List.of("")).getFirst();
  }

  /** What a bay holds in the beginning. */
  int opening(int cell, int first) {
    if (setup.inForce() == 0) {
      return first;
    }
    return counts.stream()
        .filter(count -> count.isMeantBy(ModelShop.bay(cell), sku(cell)))
        .mapToInt(Count::count)
        .findFirst()
        .orElse(0);
  }
}
