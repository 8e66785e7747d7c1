package io.shelfkeeper.agent.core.planogram;

import java.util.List;
import java.util.Map;

/** Says whether a planogram fits this site: its bays, and the rules that hold for products. */
public interface PlanogramReader {

  /** Of a site whose planogram nobody changes. */
  PlanogramReader NONE = parts -> new Verdict.Unfit("this site takes no planogram");

  /**
   * @param parts in the order of the manifest
   */
  Verdict read(List<byte[]> parts);

  /** What parts make together. */
  sealed interface Verdict {

    /**
     * @param skus of each bay of the site, in order
     */
    record Fits(Map<String, List<String>> skus) implements Verdict {
      public Fits {
        skus = Map.copyOf(skus);
      }
    }

    /**
     * @param what what is wrong and what to write instead, in one line
     */
    record Unfit(String what) implements Verdict {}
  }
}
