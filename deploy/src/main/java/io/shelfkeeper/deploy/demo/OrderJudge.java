package io.shelfkeeper.deploy.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares what coils did with what was ordered and with what the backend was told. Knows only the
 * simulator's truth and the backend's files; never asks the agent.
 */
public final class OrderJudge {
  /** Two programs on one machine read its clock a little apart. */
  private static final long CLOCK_MILLIS = 50;

  private final List<Order> orders;
  private final List<Outcome> outcomes;
  private final List<Pulse> stray;
  private final int pulses;
  private final List<String> differences = new ArrayList<>();

  private OrderJudge(List<Order> orders, List<Outcome> outcomes, List<Pulse> pulses) {
    this.orders = orders;
    this.outcomes = outcomes;
    this.stray = new ArrayList<>(pulses);
    this.pulses = pulses.size();
  }

  /** All lists in the order of time. */
  public static OrderVerdict judge(List<Order> orders, List<Outcome> outcomes, List<Pulse> pulses) {
    return new OrderJudge(orders, outcomes, pulses).verdict();
  }

  private OrderVerdict verdict() {
    Map<String, List<Outcome>> told = new LinkedHashMap<>();
    for (Outcome outcome : outcomes) {
      told.computeIfAbsent(outcome.order(), key -> new ArrayList<>()).add(outcome);
    }
    int unnamed = told.getOrDefault("", List.of()).size();
    told.remove("");
    int refused = unnamed;
    int forged = 0;
    for (Order order : orders) {
      List<Outcome> own = told.getOrDefault(order.id(), List.of());
      told.remove(order.id());
      if (order.kind().equals(Order.FORGED)) {
        forged++;
        check(own.isEmpty(), order, "is forged, and the device answered it by name");
      } else if (one(order, own)) {
        refused += own.getFirst().isRefused() ? 1 : 0;
        one(order, own.getFirst());
      }
    }
    if (unnamed != forged) {
      differences.add(forged + " orders were forged, and " + unnamed + " were refused as such");
    }
    told.keySet().forEach(id -> differences.add("order " + id + " is not of this backend"));
    stray.forEach(
        pulse ->
            differences.add(
                "lock " + pulse.lock() + " got a pulse at " + pulse.atMillis() + " without order"));
    return new OrderVerdict(orders.size(), refused, pulses, differences);
  }

  /** Whether there is exactly one final outcome: what answers repeats must say the same. */
  private boolean one(Order order, List<Outcome> own) {
    List<Outcome> ends = own.stream().filter(outcome -> !outcome.repeated()).toList();
    boolean same = own.stream().map(Outcome::what).distinct().count() == 1;
    boolean refusedAgain = same && own.getFirst().isRefused();
    boolean good = same && (ends.size() == 1 || refusedAgain);
    check(good, order, "has not one final outcome: " + own);
    return good;
  }

  private void one(Order order, Outcome end) {
    boolean genuine = order.kind().equals(Order.GENUINE);
    check(
        genuine ? !end.isRefused() : end.what().equals("refused stale"),
        order,
        "was meant as \"" + order.kind() + "\" and ended as " + end.what());
    List<Pulse> own =
        stray.stream()
            .filter(pulse -> pulse.lock().equals(order.lock()))
            .filter(pulse -> pulse.atMillis() >= order.atMillis() - CLOCK_MILLIS)
            .filter(pulse -> pulse.atMillis() <= end.atMillis() + CLOCK_MILLIS)
            .toList();
    stray.removeAll(own);
    check(
        own.size() >= end.pulsesMin() && own.size() <= end.pulsesMax(),
        order,
        "ended as " + end.what() + " and its coil got " + own.size() + " pulses");
  }

  private void check(boolean holds, Order order, String otherwise) {
    if (!holds) {
      differences.add("order " + order.id() + " of lock " + order.lock() + " " + otherwise);
    }
  }
}
