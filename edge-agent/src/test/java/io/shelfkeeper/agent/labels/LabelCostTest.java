package io.shelfkeeper.agent.labels;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What a label costs. Asked for are 5 ms; a shared machine is allowed much more. */
class LabelCostTest {
  private static final int ROUNDS = 30;
  private static final double MILLIS_MAX = 60;

  @Test
  void aLabelCostsFewMilliseconds() {
    LabelPainter painter = new LabelPainter(SampleLabel.fonts());
    StringBuilder told = new StringBuilder("CPU of a label, ms:");
    double worst = 0;
    for (int[] size : new int[][] {{152, 152}, {296, 128}, {384, 168}, {400, 300}}) {
      paintAll(painter, size, ROUNDS / 5);
      long before = cpu();
      paintAll(painter, size, ROUNDS);
      double millis = (cpu() - before) / 1e6 / (ROUNDS * SampleLabel.values().length);
      told.append(" %dx%d %.2f".formatted(size[0], size[1], millis));
      worst = Math.max(worst, millis);
    }
    System.out.println(told);
    assertTrue(worst <= MILLIS_MAX, told.toString());
  }

  private static void paintAll(LabelPainter painter, int[] size, int rounds) {
    for (int round = 0; round < rounds; round++) {
      for (SampleLabel label : SampleLabel.values()) {
        // Another price each time: nothing may be remembered.
        painter
            .paint(
                SampleLabel.template(size[0], size[1]),
                label.text(label.text().name(), round),
                label.words())
            .planes();
      }
    }
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
