package io.shelfkeeper.agent.core.tags.campaign;

import io.shelfkeeper.agent.core.facts.AuditHead;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.fleet.Faults;
import io.shelfkeeper.agent.core.labels.Glass;
import io.shelfkeeper.agent.core.labels.LabelLook;
import io.shelfkeeper.agent.core.labels.LabelTemplate;
import io.shelfkeeper.agent.core.labels.LabelText;
import io.shelfkeeper.agent.core.labels.LabelWords;
import io.shelfkeeper.agent.core.money.ChargeRule;
import io.shelfkeeper.agent.core.money.Measure;
import io.shelfkeeper.agent.core.money.Price;
import io.shelfkeeper.agent.core.prices.PriceDesk;
import io.shelfkeeper.agent.core.prices.PriceSetup;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.tags.Charging;
import io.shelfkeeper.agent.core.tags.StationPlan;
import io.shelfkeeper.agent.core.tags.TagDesk;
import io.shelfkeeper.agent.core.tags.TagPlan;
import io.shelfkeeper.agent.core.tags.TagSetup;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.core.trust.SignedPrices;
import io.shelfkeeper.drivers.api.TagHealth;
import io.shelfkeeper.drivers.api.TagJob;
import io.shelfkeeper.drivers.api.TagReading;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The desks of prices, tags and campaigns as they are, over a journal in memory and a modelled air:
 * time passes as fast as it is worked off.
 */
final class TagShop {
  static final long WALL_START = 1_800_000_000_000L;
  private static final double DEADLINE_LOOK_SECONDS = 60;
  private static final Glass GLASS = new Glass(296, 128, 3);

  /**
   * @param reserveEvery each so many tags keeps a picture in reserve, 0 for none
   */
  record Plan(
      int stations,
      int tagsOfStation,
      int fixtures,
      int reserveEvery,
      boolean byFixture,
      int earlyPercent,
      AirWorld.Secret secret) {
    int tags() {
      return stations * tagsOfStation;
    }

    int fixtureOf(int tag) {
      return (int) ((long) tag * fixtures / tags());
    }
  }

  final Plan plan;
  final AirWorld air;
  final Map<String, byte[]> journal = new TreeMap<>();
  final Map<String, Long> floors = new TreeMap<>();

  /** All facts, with the second and the wall clock when they were told. */
  final List<Told> told = new ArrayList<>();

  /** Jobs that stations were given. */
  long jobs;

  double longestMillis;
  double allMillis;
  ClockTrust clock = ClockTrust.TRUSTED;
  long wallOffMillis;
  PriceDesk prices;
  TagDesk tags;
  CampaignDesk campaigns;
  Charging charging;
  private final Random random;
  private final PriceSetup priceSetup;
  private final TagSetup tagSetup;
  private final CampaignSetup campaignSetup;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final @Nullable String[] jobOf;
  private final long[] deadline;
  private final Map<Integer, Long> priceOf = new HashMap<>();
  private double nextLook;
  private double nextDeadlines;

  record Told(double seconds, long wallMillis, Fact fact) {}

  TagShop(long seed, Plan plan) {
    this.plan = plan;
    random = new Random(seed);
    air = new AirWorld(seed, plan.secret, plan.stations, plan.tagsOfStation);
    jobOf = new String[plan.tags()];
    deadline = new long[plan.tags()];
    List<String> skus = IntStream.range(0, plan.tags()).mapToObj(i -> "p" + i).toList();
    priceSetup =
        new PriceSetup(
            "UTC",
            skus,
            "EUR",
            "incl. VAT",
            skus.stream().map(sku -> new Price(sku, "", 200, 0, null, "")).toList());
    Map<String, LabelText.Product> products = new HashMap<>();
    Map<String, Integer> fixtureOfBay = new HashMap<>();
    List<TagPlan> all = new ArrayList<>();
    for (int tag = 0; tag < plan.tags(); tag++) {
      String id = String.format("%016X", 0x21D0000_0000L + tag);
      numbers.put(id, tag);
      products.put("p" + tag, new LabelText.Product("p" + tag, "Product " + tag, "9506000134420"));
      fixtureOfBay.put("b" + tag, plan.fixtureOf(tag));
      boolean reserve = plan.reserveEvery > 0 && tag % plan.reserveEvery == 0;
      all.add(new TagPlan(id, air.nodeOf(tag), "33", GLASS, "b" + tag, "p" + tag, reserve));
    }
    LabelWords words =
        new LabelWords(
            false,
            ".",
            ",",
            false,
            true,
            "Offer",
            "{money} / {measure}",
            Map.of(Measure.LITRE, "l"));
    tagSetup =
        new TagSetup(
            IntStream.range(0, plan.stations)
                .mapToObj(
                    i -> new StationPlan("node" + i, "bus" + i, plan.secret.intervalSeconds() / 60))
                .toList(),
            all,
            new LabelLook(words, Map.of(GLASS, new LabelTemplate(296, 128, List.of())), ""),
            products,
            LabelText.GS1,
            ChargeRule.CONFIRMED,
            "UTC",
            Map.of(),
            Map.of());
    campaignSetup =
        new CampaignSetup(
            plan.byFixture,
            plan.earlyPercent,
            IntStream.range(0, plan.fixtures).mapToObj(i -> "F" + i).toList(),
            fixtureOfBay);
    air.listen(
        new AirWorld.Host() {
          @Override
          public void seen(int tag, double seconds, boolean pictureThere) {
            heard(tag, new TagReading.Seen(id(tag), null));
          }

          @Override
          public void confirmed(int tag, double seconds, AirWorld.Job job) {
            if (jobOf[tag] != null && jobOf[tag].equals(job.name())) {
              jobOf[tag] = null;
              heard(tag, new TagReading.Confirmed(id(tag), job.name()));
            }
          }
        });
    start();
  }

  private String id(int tag) {
    return tagSetup.tags().get(tag).id();
  }

  Moment now() {
    return new Moment(
        WALL_START + wallOffMillis + Math.round(air.now() * 1_000),
        Math.round(air.now() * Moment.NANOS_PER_SECOND),
        clock);
  }

  /** A process begins, with what the journal has. */
  private void start() {
    prices = new PriceDesk(priceSetup);
    Faults faults = new Faults();
    tags = new TagDesk(tagSetup, prices, faults, random::nextLong);
    campaigns = new CampaignDesk(tagSetup, campaignSetup, prices, tags.sight());
    tags.orderedBy(campaigns);
    charging = new Charging(tagSetup, tags, prices, campaigns::isChanging);
    Effects out = new Effects();
    Recovered recovered =
        new Recovered(
            "i", 1, Map.of(), journal, 0, null, List.of(), AuditHead.EMPTY, floors, List.of());
    Moment now = now();
    prices.start(now, recovered, out, this::tell);
    tags.start(now, recovered, out);
    campaigns.start(now, journal, out);
    finish(now, out);
    for (int station = 0; station < plan.stations; station++) {
      input(station, List.of(new TagReading.StationReady("node")));
    }
  }

  /** The process is killed and begins anew. */
  void kill() {
    air.hostDies();
    Arrays.fill(jobOf, null);
    start();
  }

  /** A tag says that it restarted: what it shows now is not known. */
  void beginsAnew(int tag) {
    TagHealth health = new TagHealth("33", 2_900, -60, 200, 20, 30, TagHealth.Wake.RESTART);
    heard(tag, new TagReading.Seen(id(tag), health));
  }

  private void tell(Fact fact) {
    told.add(new Told(air.now(), now().wallMillis(), fact));
  }

  private void heard(int tag, TagReading reading) {
    input(air.nodeOf(tag), List.of(reading));
  }

  private void input(int station, List<TagReading> readings) {
    Moment now = now();
    step(
        out -> {
          Input.TagsHeard heard = new Input.TagsHeard(station, readings);
          campaigns.heard(now, heard);
          tags.heard(now, heard, out, this::tell);
        });
  }

  private interface Work {
    void on(Effects out);
  }

  private void step(Work work) {
    Effects out = new Effects();
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    work.on(out);
    Moment now = now();
    tags.finish(now, out);
    if (campaigns.finish(now, out, this::tell)) {
      tags.orderChanged();
    }
    double took = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e6;
    longestMillis = Math.max(longestMillis, took);
    allMillis += took;
    commit(out);
  }

  private void finish(Moment now, Effects out) {
    step(before -> before.durables().addAll(out.durables()));
  }

  private void commit(Effects out) {
    for (Effect.Durable effect : out.durables()) {
      switch (effect) {
        case Effect.SaveState e -> journal.put(e.key(), e.value());
        case Effect.DropState e -> journal.remove(e.key());
        case Effect.RaiseFloor e -> floors.merge(e.name(), e.value(), Math::max);
        default -> {}
      }
    }
    for (Effect.Deed effect : out.deeds()) {
      if (effect instanceof Effect.ShowLabel show) {
        int tag = numbers.getOrDefault(show.tag(), -1);
        jobs++;
        jobOf[tag] = show.job();
        priceOf.put(
            show.drawing().text().hashCode(),
            Long.valueOf(show.job().split("/")[show.job().startsWith("reserve/") ? 3 : 2]));
        deadline[tag] = show.deadlineNanos();
        air.show(
            tag,
            new AirWorld.Job(
                show.job(),
                show.drawing().text().hashCode(),
                show.showing() == TagJob.Showing.IN_RESERVE));
      }
    }
  }

  /** The price that can be read on a tag, in minor units; 0 for a tag that shows none. */
  long priceOn(int tag) {
    return priceOf.getOrDefault(air.shows(tag), 0L);
  }

  /** Seconds from now as the site's own time. */
  String at(double inSeconds) {
    return Instant.ofEpochMilli(now().wallMillis() + Math.round(inSeconds * 1_000))
        .toString()
        .substring(0, 16);
  }

  /** All tags have the labels of the site file, and stations know their tags. */
  void settle(double hours) {
    runUntil(hours * 3_600);
    told.clear();
    jobs = 0;
    allMillis = 0;
    longestMillis = 0;
  }

  void runUntil(double seconds) {
    while (true) {
      Moment now = now();
      double wake =
          Math.min(
              Math.min(nextLook, nextDeadlines),
              Math.min(Math.max(tags.nextWakeNanos(now), now.nanos()), campaigns.nextWakeNanos())
                  / (double) Moment.NANOS_PER_SECOND);
      double next = Math.min(seconds, Math.max(wake, air.now()));
      if (air.nextSeconds() <= next) {
        air.runUntil(air.nextSeconds());
        continue;
      }
      air.runUntil(next);
      if (next >= seconds) {
        return;
      }
      tick();
    }
  }

  private void tick() {
    double seconds = air.now();
    Moment now = now();
    step(
        out -> {
          prices.tick(now, out, this::tell);
          if (seconds >= nextLook) {
            nextLook = seconds + 1;
            tags.look(now, out, this::tell);
          }
        });
    if (seconds >= nextDeadlines) {
      nextDeadlines = seconds + DEADLINE_LOOK_SECONDS;
      for (int tag = 0; tag < jobOf.length; tag++) {
        String job = jobOf[tag];
        if (job != null && deadline[tag] <= now.nanos()) {
          jobOf[tag] = null;
          heard(tag, new TagReading.GivenUp(id(tag), job, TagReading.Reason.LATE));
        }
      }
    }
  }

  /**
   * A list comes, whole.
   *
   * @param minor the price of each product by its number
   */
  void list(long version, String activeFrom, IntUnaryOperator minor) {
    List<byte[]> parts = new ArrayList<>();
    int perPart = 200;
    for (int from = 0; from < plan.tags(); from += perPart) {
      StringBuilder text = new StringBuilder("{\"prices\":[");
      for (int i = from; i < Math.min(plan.tags(), from + perPart); i++) {
        text.append(i == from ? "" : ",");
        text.append("{\"sku\":\"p%d\",\"price\":%d}".formatted(i, minor.applyAsInt(i)));
      }
      parts.add(text.append("]}").toString().getBytes(StandardCharsets.UTF_8));
    }
    Moment now = now();
    SignedPrices signed =
        new SignedPrices(
            version, activeFrom, "EUR", "", parts.stream().map(TagShop::hash).toList(), "k");
    step(out -> prices.announced(now, signed, out, this::tell, TagShop::refuse));
    for (byte[] part : parts) {
      step(out -> prices.arrived(now, part, out, this::tell, TagShop::refuse));
    }
  }

  private static void refuse(String document, String code, String change) {
    throw new AssertionError(document + " refused as " + code + ": " + change);
  }

  private static String hash(byte[] part) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(part));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  <T extends Fact> List<T> facts(Class<T> kind) {
    return told.stream().map(Told::fact).filter(kind::isInstance).map(kind::cast).toList();
  }
}
