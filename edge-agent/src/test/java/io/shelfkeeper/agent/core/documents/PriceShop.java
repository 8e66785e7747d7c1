package io.shelfkeeper.agent.core.documents;

import io.shelfkeeper.agent.core.answers.Answers;
import io.shelfkeeper.agent.core.facts.AuditHead;
import io.shelfkeeper.agent.core.facts.Channel;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.fleet.Faults;
import io.shelfkeeper.agent.core.money.Price;
import io.shelfkeeper.agent.core.planogram.PlanogramDesk;
import io.shelfkeeper.agent.core.planogram.PlanogramReader;
import io.shelfkeeper.agent.core.planogram.PlanogramSetup;
import io.shelfkeeper.agent.core.prices.PriceDesk;
import io.shelfkeeper.agent.core.prices.PriceSetup;
import io.shelfkeeper.agent.core.prices.PriceWatch;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.core.trust.IssuerKey;
import io.shelfkeeper.agent.core.trust.Issuing;
import io.shelfkeeper.agent.core.trust.SignedOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A desk with an issuer who may set prices, and a journal that keeps what was committed. */
final class PriceShop {
  private static final SignedOrder.Audience SELF =
      new SignedOrder.Audience("acme", "shop-1", "dev-1");

  static final List<Price> FIRST = List.of(new Price("tea", "", 100, 0, null, ""));

  /** Every planogram fits. */
  private static final PlanogramSetup PLANOGRAM =
      new PlanogramSetup(parts -> new PlanogramReader.Verdict.Fits(Map.of()), 0, "");

  final Issuing root;
  final Issuing pricer;
  final List<Fact> said = new ArrayList<>();
  final Map<String, byte[]> states = new TreeMap<>();
  final Map<String, Long> floors = new TreeMap<>();
  final Effects out = new Effects();
  private DocumentDesk desk;
  private PriceWatch watch;
  long wall = Instant.parse("2026-12-01T00:00:00Z").toEpochMilli();
  long nanos;
  ClockTrust clock = ClockTrust.TRUSTED;
  private long tokens;

  PriceShop() {
    try {
      root = new Issuing("root");
      pricer = new Issuing("pricer");
      desk = desk(root);
      watch = new PriceWatch(desk.prices(), new Faults());
      start();
      document(root.sign(Issuing.bundle(1, pricer.entry("\"price\",\"config\""))));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
    said.clear();
  }

  private static DocumentDesk desk(Issuing root) {
    PriceSetup prices = new PriceSetup("Europe/Berlin", List.of("tea", "milk"), "EUR", "", FIRST);
    try {
      IssuerKey key = root.key();
      return new DocumentDesk(new DocumentSetup(SELF, key, prices, PLANOGRAM), new Answers());
    } catch (IssuerKey.WeakKey e) {
      throw new AssertionError(e);
    }
  }

  /** A process begins; what was not committed is gone. */
  void start() {
    out.clear();
    out.durables().clear();
    desk = desk(root);
    watch = new PriceWatch(desk.prices(), new Faults());
    Recovered recovered =
        new Recovered(
            "i", 1, Map.of(), states, 0, null, List.of(), AuditHead.EMPTY, floors, List.of());
    desk.start(now(), recovered, out, said::add);
    commit();
  }

  PlanogramDesk planograms() {
    return desk.planograms();
  }

  PriceDesk prices() {
    return desk.prices();
  }

  Moment now() {
    return new Moment(wall, nanos, clock);
  }

  /** The clock of the wall says this, and the desk looks at it. */
  void at(String instant) {
    wall = Instant.parse(instant).toEpochMilli();
    tick();
  }

  void tick() {
    desk.tick(now(), out, said::add);
    commit();
    watch.look(now(), said::add);
  }

  void commit() {
    for (Effect.Durable effect : out.durables()) {
      switch (effect) {
        case Effect.SaveState e -> states.put(e.key(), e.value());
        case Effect.DropState e -> states.remove(e.key());
        case Effect.RaiseFloor e -> floors.merge(e.name(), e.value(), Math::max);
        default -> {}
      }
    }
    out.durables().clear();
  }

  /** Delivered, and committed. */
  void document(byte[] document) {
    deliver(document);
    commit();
  }

  /** Delivered, and the power fails before it is committed. */
  void deliver(byte[] document) {
    desk.arrived(
        now(),
        new Input.MessageArrived(1, ++tokens, Channel.DN_DOCUMENT, false, document),
        out,
        said::add);
  }

  byte[] manifest(long version, String activeFrom, byte[]... parts) {
    try {
      return pricer.sign(payload(version, activeFrom, parts));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static String payload(long version, String activeFrom, byte[]... parts) {
    return """
    {"purpose":"shelfkeeper-prices-1","tenant":"acme","site":"shop-1","version":%d,\
    "active_from":"%s","currency":"EUR","note":"incl. VAT","parts":[%s]}\
    """
        .formatted(
            version,
            activeFrom,
            Arrays.stream(parts)
                .map(part -> "\"" + Issuing.url(sha256(part)) + "\"")
                .collect(Collectors.joining(",")));
  }

  private static byte[] sha256(byte[] part) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(part);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static byte[] part(String sku, long minor) {
    return "{\"prices\":[{\"sku\":\"%s\",\"price\":%d}]}"
        .formatted(sku, minor)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Announced, and all parts delivered. */
  void list(long version, String activeFrom, byte[]... parts) {
    document(manifest(version, activeFrom, parts));
    for (byte[] part : parts) {
      document(part);
    }
  }

  long tea() {
    Price price = prices().price("tea");
    return price == null ? -1 : price.minor();
  }

  /** What was said since the last question, in short. */
  List<String> news() {
    List<String> news = said.stream().map(PriceShop::word).toList();
    said.clear();
    return news;
  }

  private static String word(Fact fact) {
    return switch (fact) {
      case Fact.PricesStaged f ->
          "staged %d waits for %s %s".formatted(f.version(), f.waits(), f.missing());
      case Fact.PricesActive f -> "active %d after %d".formatted(f.version(), f.before());
      case Fact.PlanogramStaged f -> "planogram %d waits for %s".formatted(f.version(), f.waits());
      case Fact.DocumentRefused f -> "refused %s %s".formatted(f.document(), f.code());
      case Fact.FaultOpened f -> "fault " + f.kind();
      case Fact.FaultClosed f -> "no more " + f.kind();
      default -> fact.toString();
    };
  }
}
