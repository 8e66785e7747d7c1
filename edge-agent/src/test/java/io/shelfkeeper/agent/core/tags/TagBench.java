package io.shelfkeeper.agent.core.tags;

import io.shelfkeeper.agent.core.facts.AuditHead;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.fleet.Faults;
import io.shelfkeeper.agent.core.labels.Glass;
import io.shelfkeeper.agent.core.labels.LabelLook;
import io.shelfkeeper.agent.core.labels.LabelTemplate;
import io.shelfkeeper.agent.core.labels.LabelText;
import io.shelfkeeper.agent.core.labels.LabelWords;
import io.shelfkeeper.agent.core.money.Charge;
import io.shelfkeeper.agent.core.money.ChargeRule;
import io.shelfkeeper.agent.core.money.Price;
import io.shelfkeeper.agent.core.prices.PriceDesk;
import io.shelfkeeper.agent.core.prices.PriceSetup;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.step.StaffRequest;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.core.trust.Refusing;
import io.shelfkeeper.agent.core.trust.SignedPrices;
import io.shelfkeeper.drivers.api.TagHealth;
import io.shelfkeeper.drivers.api.TagReading;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A tag desk with its prices, a journal that keeps what was committed, and what was sent. */
final class TagBench {
  static final long MINUTE = 60 * Moment.NANOS_PER_SECOND;
  static final Glass GLASS = new Glass(296, 128, 3);
  private static final LabelLook LOOK =
      new LabelLook(
          new LabelWords(false, ".", "", false, true, "Offer", "{money} for {measure}", Map.of()),
          Map.of(GLASS, new LabelTemplate(296, 128, List.of())),
          "");

  final TagSetup setup;
  final List<Price> first;
  final Map<String, byte[]> states = new TreeMap<>();
  final Map<String, Long> floors = new TreeMap<>();
  final List<Fact> said = new ArrayList<>();
  final List<Effect.ShowLabel> sent = new ArrayList<>();
  final Effects out = new Effects();
  private final Random random;
  private long version;
  long nanos;
  PriceDesk prices;
  TagDesk desk;
  Charging charging;
  Faults faults = new Faults();
  int stepsOfStart;
  int steps;

  /**
   * @param tags name of each, with its bay and product: {@code T1 A1 tea}
   */
  TagBench(long seed, ChargeRule rule, List<String> tags, Map<String, Integer> minors) {
    this(seed, rule, tags, minors, 1);
  }

  /** Its tags are served by so many stations in turn. */
  TagBench(
      long seed, ChargeRule rule, List<String> tags, Map<String, Integer> minors, int stations) {
    random = new Random(seed);
    first = priced(minors);
    List<TagPlan> plans = new ArrayList<>();
    for (String tag : tags) {
      String[] words = tag.split(" ", 3);
      int station = plans.size() % stations;
      plans.add(new TagPlan(words[0], station, "01", GLASS, words[1], words[2], false));
    }
    setup =
        new TagSetup(
            IntStream.rangeClosed(1, stations)
                .mapToObj(i -> new StationPlan("radio" + i, "radio-bus" + i, 10))
                .toList(),
            plans,
            LOOK,
            minors.keySet().stream()
                .collect(
                    Collectors.toMap(
                        Function.identity(), sku -> new LabelText.Product(sku, sku, ""))),
            LabelText.GS1,
            rule,
            "Europe/Berlin",
            Map.of(0, List.of("A1")),
            Map.of("A1", List.of("tea")));
    start();
  }

  TagBench() {
    this(
        1,
        ChargeRule.CONFIRMED,
        List.of("T1 A1 tea", "T2 A2 milk"),
        Map.of("tea", 100, "milk", 89));
  }

  private static List<Price> priced(Map<String, Integer> minors) {
    return new TreeMap<>(minors)
        .entrySet().stream()
            .map(one -> new Price(one.getKey(), "", one.getValue(), 0, null, ""))
            .toList();
  }

  /** A process begins; what was not committed is gone. */
  void start() {
    out.clear();
    nanos += Moment.NANOS_PER_SECOND;
    List<String> skus = first.stream().map(Price::sku).toList();
    prices = new PriceDesk(new PriceSetup("Europe/Berlin", skus, "EUR", "", first));
    faults = new Faults();
    desk = new TagDesk(setup, prices, faults, random::nextLong);
    charging = new Charging(setup, desk, prices);
    Recovered recovered =
        new Recovered(
            "i", 1, Map.of(), states, 0, null, List.of(), AuditHead.EMPTY, floors, List.of());
    prices.start(now(), recovered, out, said::add);
    desk.start(now(), recovered, out);
    charging.restore(states, out);
    settle();
  }

  Moment now() {
    long epoch = Instant.parse("2026-11-29T12:00:00Z").toEpochMilli();
    return new Moment(epoch + nanos / Moment.NANOS_PER_MILLI, nanos, ClockTrust.TRUSTED);
  }

  /** Ticks until nothing is left to be done now. */
  void settle() {
    for (int round = 1; ; round++) {
      steps++;
      finish();
      long wake = desk.nextWakeNanos(now());
      if (wake > nanos + Moment.NANOS_PER_SECOND) {
        stepsOfStart = round;
        return;
      }
      nanos = Math.max(nanos, wake);
    }
  }

  private void finish() {
    desk.finish(now(), out);
    commit();
  }

  /** Writes first, then acts. */
  void commit() {
    for (Effect.Durable effect : out.durables()) {
      switch (effect) {
        case Effect.SaveState e -> states.put(e.key(), e.value());
        case Effect.DropState e -> states.remove(e.key());
        case Effect.RaiseFloor e -> floors.merge(e.name(), e.value(), Math::max);
        default -> {}
      }
    }
    for (Effect.Deed deed : out.deeds()) {
      if (deed instanceof Effect.ShowLabel label) {
        sent.add(label);
      }
    }
    out.clear();
  }

  /** Time goes by, with a look once a second; a thousand seconds are ten looks. */
  void pass(long forNanos) {
    long end = nanos + forNanos;
    long pace = Math.max(Moment.NANOS_PER_SECOND, forNanos / 200);
    while (nanos < end) {
      nanos = Math.min(end, nanos + pace);
      desk.look(now(), out, said::add);
      settle();
    }
  }

  /** What was confirmed is on the glass for certain. */
  void drawn() {
    pass(Tag.DRAWING_NANOS + Moment.NANOS_PER_SECOND);
  }

  void heard(TagReading... readings) {
    heardOf(0, readings);
  }

  void heardOf(int station, TagReading... readings) {
    desk.heard(now(), new Input.TagsHeard(station, List.of(readings)), out, said::add);
    finish();
    settle();
  }

  void ready() {
    heard(new TagReading.StationReady("a node"));
  }

  /** The tag takes the job that was sent to it last. */
  Effect.ShowLabel confirm(String tag) {
    Effect.ShowLabel job = last(tag);
    heard(new TagReading.Confirmed(tag, job.job()));
    return job;
  }

  void giveUp(String tag, TagReading.Reason reason) {
    heard(new TagReading.GivenUp(tag, last(tag).job(), reason));
  }

  void seen(String tag, TagHealth.Wake wake, int millivolts) {
    heard(new TagReading.Seen(tag, new TagHealth("01", millivolts, -60, 200, 20, 30, wake)));
  }

  Effect.ShowLabel last(String tag) {
    return sent.stream()
        .filter(job -> job.tag().equals(tag))
        .reduce((a, b) -> b)
        .orElseThrow(() -> new AssertionError("nothing was sent to " + tag));
  }

  long count(String tag) {
    return sent.stream().filter(job -> job.tag().equals(tag)).count();
  }

  /** A list with these prices is in force from now on. */
  void list(String currency, Map<String, Integer> minors) {
    String lines =
        new TreeMap<>(minors)
            .entrySet().stream()
                .map(one -> "{\"sku\":\"%s\",\"price\":%d}".formatted(one.getKey(), one.getValue()))
                .collect(Collectors.joining(","));
    byte[] part = "{\"prices\":[%s]}".formatted(lines).getBytes(StandardCharsets.UTF_8);
    SignedPrices manifest =
        new SignedPrices(++version, "now", currency, "", List.of(hash(part)), "pricer");
    Refusing never =
        (document, code, change) -> {
          throw new AssertionError(document + " " + code + " " + change);
        };
    prices.announced(now(), manifest, out, said::add, never);
    prices.arrived(now(), part, out, said::add, never);
    commit();
    settle();
  }

  void list(Map<String, Integer> minors) {
    list("EUR", minors);
  }

  private static String hash(byte[] part) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(part));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  String charge(String bay, String sku) {
    Charge charge = charging.of(bay, sku);
    return charge == null
        ? "nothing"
        : charge.minor() + " " + charge.version() + " " + charge.basis().word();
  }

  String ask(String tag, @Nullable String at) {
    return desk == null
        ? ""
        : new TagReport(setup, desk)
            .answer(new StaffRequest.AskTag(tag, at == null ? "" : at))
            .text();
  }

  <T extends Fact> List<T> said(Class<T> kind) {
    return said.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  static List<String> many(int tags, int products) {
    return IntStream.range(0, tags)
        .mapToObj(i -> "T%05d A%05d sku%d".formatted(i, i, i % products))
        .toList();
  }
}
