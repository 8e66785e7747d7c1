package io.shelfkeeper.agent.core.tags.campaign;

import io.shelfkeeper.agent.core.time.Moment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A modelled shop in which somebody learns habits, forecasts, and sees what happens. */
final class ForecastWorld {
  private static final double HOUR = 3_600;
  private static final int LEARNING_HOURS = 20;

  /** A working day changes some prices each hour. */
  private static final int CHANGES_PERCENT = 2;

  final Habits habits;
  private final AirWorld air;
  private final int nodes;
  private final int tagsOfNode;
  private final Random random;
  private final int[] asked;
  private final double[] doneAt;
  private int picture = 1;

  ForecastWorld(long seed, AirWorld.Secret secret, int nodes, int tagsOfNode) {
    this.nodes = nodes;
    this.tagsOfNode = tagsOfNode;
    air = new AirWorld(seed, secret, nodes, tagsOfNode);
    random = new Random(seed + 1_000);
    int[] nodeOf = new int[air.tags()];
    Arrays.setAll(nodeOf, air::nodeOf);
    double[] usual = new double[nodes];
    Arrays.fill(usual, secret.intervalSeconds());
    habits = new Habits(nodeOf, usual);
    asked = new int[air.tags()];
    doneAt = new double[air.tags()];
    air.listen(
        new AirWorld.Host() {
          @Override
          public void seen(int tag, double seconds, boolean pictureThere) {
            habits.seen(tag, nanos(seconds), pictureThere);
          }

          @Override
          public void confirmed(int tag, double seconds, AirWorld.Job job) {
            habits.confirmed(tag, nanos(seconds), false);
            if (job.picture() == asked[tag]) {
              doneAt[tag] = seconds;
            }
          }
        });
  }

  private static long nanos(double seconds) {
    return (long) (seconds * Moment.NANOS_PER_SECOND);
  }

  void learn() {
    for (int hour = 0; hour < LEARNING_HOURS; hour++) {
      air.runUntil(hour * HOUR);
      for (int tag = 0; tag < air.tags(); tag++) {
        if (random.nextInt(100) < CHANGES_PERCENT) {
          show(tag);
        }
      }
    }
    air.runUntil((LEARNING_HOURS + 2) * HOUR);
  }

  private void show(int tag) {
    asked[tag] = picture;
    air.show(tag, new AirWorld.Job("", picture++, false));
  }

  Window forecast(int changed) {
    return forecast(changed, 1);
  }

  /** Two hours ahead. */
  Window forecast(int changed, int fixtures) {
    List<Part> parts = new ArrayList<>();
    for (int fixture = 0; fixture < fixtures; fixture++) {
      for (int node = 0; node < nodes; node++) {
        int first = node * tagsOfNode;
        int from = changed * fixture / fixtures;
        int[] tags = ForecastTest.range(changed * (fixture + 1) / fixtures - from);
        Arrays.setAll(tags, i -> first + from + i);
        parts.add(new Part(fixture, node, tags));
      }
    }
    Forecast forecast =
        new Forecast(habits, parts, nodes, 2 * HOUR, nanos(air.now()), tag -> false, 7);
    while (!forecast.advance(1_000)) {}
    return forecast.shop(nodes * changed / 100);
  }

  /** Two hours later they change: after how many seconds each one was done, in order. */
  double[] change(int changed) {
    double start = air.now() + 2 * HOUR;
    air.runUntil(start);
    for (int node = 0; node < nodes; node++) {
      for (int i = 0; i < changed; i++) {
        show(node * tagsOfNode + i);
      }
    }
    air.runUntil(start + 60 * HOUR);
    return Arrays.stream(doneAt).filter(at -> at > start).map(at -> at - start).sorted().toArray();
  }
}
