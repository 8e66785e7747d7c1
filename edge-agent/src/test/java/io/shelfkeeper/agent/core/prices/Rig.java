package io.shelfkeeper.agent.core.prices;

import io.shelfkeeper.agent.core.facts.AuditHead;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.money.Price;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.core.trust.SignedManifest;
import io.shelfkeeper.agent.core.trust.SignedPrices;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A price desk, and a journal that keeps what it committed for the next process. */
final class Rig {
  private static final PriceSetup SETUP =
      new PriceSetup(
          "Europe/Berlin",
          List.of("tea", "milk"),
          "EUR",
          "",
          List.of(new Price("tea", "", 100, 0, null, "")));

  final Map<String, byte[]> states = new TreeMap<>();
  final Map<String, Long> floors = new TreeMap<>();
  private final List<String> news = new ArrayList<>();
  private PriceDesk desk = new PriceDesk(SETUP);
  long wall = Instant.parse("2026-12-01T00:00:00Z").toEpochMilli();
  ClockTrust clock = ClockTrust.TRUSTED;

  Rig() {
    restart();
  }

  PriceDesk desk() {
    return desk;
  }

  Moment now() {
    return new Moment(wall, 0, clock);
  }

  void restart() {
    desk = new PriceDesk(SETUP);
    Effects out = new Effects();
    Recovered recovered =
        new Recovered(
            "i", 1, Map.of(), states, 0, null, List.of(), AuditHead.EMPTY, floors, List.of());
    desk.start(now(), recovered, out, this::hear);
    commit(out);
  }

  void at(String instant) {
    wall = Instant.parse(instant).toEpochMilli();
    Effects out = new Effects();
    desk.tick(now(), out, this::hear);
    commit(out);
  }

  boolean manifest(long version, String activeFrom, List<byte[]> parts) {
    Effects out = new Effects();
    boolean taken =
        desk.announced(
            now(),
            new SignedPrices(
                version,
                activeFrom,
                "EUR",
                "",
                parts.stream().map(SignedManifest::hash).toList(),
                "pricer"),
            out,
            this::hear,
            (document, code, change) -> news.add("refused " + document + " " + code));
    commit(out);
    return taken;
  }

  void part(byte[] part) {
    Effects out = new Effects();
    desk.arrived(
        now(),
        part,
        out,
        this::hear,
        (document, code, change) -> news.add("refused " + document + " " + code));
    commit(out);
  }

  void list(long version, String activeFrom, List<byte[]> parts) {
    manifest(version, activeFrom, parts);
    parts.forEach(this::part);
  }

  static byte[] tea(long minor) {
    return one("tea", minor);
  }

  /** So many parts of other shops' products and one of tea, no part in two lists. */
  static List<byte[]> large(int count, long minor) {
    List<byte[]> parts = new ArrayList<>();
    parts.add(tea(minor));
    for (int i = 1; i < count; i++) {
      parts.add(one("other " + i, minor));
    }
    return parts;
  }

  static byte[] one(String sku, long minor) {
    return "{\"prices\":[{\"sku\":\"%s\",\"price\":%d}]}"
        .formatted(sku, minor)
        .getBytes(StandardCharsets.UTF_8);
  }

  long tea() {
    Price price = desk.price("tea");
    return price == null ? -1 : price.minor();
  }

  long partsKept() {
    return states.keySet().stream().filter(key -> key.startsWith("prices/part/")).count();
  }

  /** The disk gives back other bytes than were written. */
  void damage(byte[] part) {
    states.replace("prices/part/" + SignedManifest.hash(part), new byte[] {1});
  }

  /** What was said since the last question, in short. */
  List<String> news() {
    List<String> all = List.copyOf(news);
    news.clear();
    return all;
  }

  private void hear(Fact fact) {
    news.add(
        switch (fact) {
          case Fact.PricesStaged f -> "staged " + f.version() + " lacks " + f.missing();
          case Fact.PricesActive f -> "active " + f.version() + " after " + f.before();
          default -> fact.toString();
        });
  }

  private void commit(Effects out) {
    for (Effect.Durable effect : out.durables()) {
      switch (effect) {
        case Effect.SaveState e -> states.put(e.key(), e.value());
        case Effect.DropState e -> states.remove(e.key());
        case Effect.RaiseFloor e -> floors.merge(e.name(), e.value(), Math::max);
        default -> throw new AssertionError(effect);
      }
    }
    for (Effect.Deed effect : out.deeds()) {
      if (effect instanceof Effect.Notice notice && notice.level() == Effect.Notice.Level.ERROR) {
        news.add(notice.text());
      }
    }
  }
}
