package io.shelfkeeper.deploy.demo;

import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.agent.config.SiteFiles;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A whole shop on a desk: {@code mvn -q -Pdemo}. Goes on until it is stopped, or for {@code
 * -Ddemo.seconds}; then it compares what moved with what the backend was told, and its exit code is
 * 0 only if both are the same.
 */
public final class Demo {
  private static final long ROUND_MILLIS = 60_000;
  private static final long SETTLE_MILLIS = 180_000;
  private static final String TRUST_CHANGED = "io.shelfkeeper.trust.changed.v1";
  private static final String FORCED = "io.shelfkeeper.door.forced.v1";
  private static final int MOVEMENTS_MIN_A_MINUTE = 30;

  private final LiveShop shop;
  private final Teller teller;
  private final Assortment goods;
  private final List<Locker> lockers;
  private final OrderLedger orders;
  private final SiteFile.Prices prices;
  private final SiteFile site;
  private final long seed;

  private Demo(LiveShop shop, Teller teller, long seed) {
    this.shop = shop;
    this.teller = teller;
    this.site = site(shop.folder());
    this.goods = Assortment.of(site);
    this.lockers = Locker.of(site);
    this.orders = shop.orders();
    this.prices =
        Optional.ofNullable(site.prices())
            .orElseThrow(() -> new IllegalStateException("the demo's site file has no prices"));
    this.seed = seed;
  }

  public static void main(String[] arguments) {
    ParentWatch.start();
    long seconds = Long.getLong("demo.seconds", 0);
    long seed = Long.getLong("demo.seed", System.nanoTime());
    try (LiveShop shop = shop(Application.installed())) {
      Runtime.getRuntime().addShutdownHook(new Thread(shop::close, "close"));
      boolean good = new Demo(shop, new Teller(System.out), seed).play(seconds * 1000);
      shop.close();
      System.exit(good ? 0 : 1);
    } catch (IllegalStateException e) {
      // Ctrl-C reaches the other programs too, and their end is then no news.
      System.err.println("demo: " + e.getMessage());
      System.exit(1);
    }
  }

  private static LiveShop shop(Application application) {
    return Optional.ofNullable(System.getProperty("demo.broker"))
        .filter(url -> !url.isBlank())
        .map(url -> LiveShop.atBroker(application, BrokerAddress.parse(url)))
        .orElseGet(() -> LiveShop.withOwnBroker(application, BrokerProgram::embedded));
  }

  /**
   * @param millis how long, 0 for ever
   * @return whether nothing was lost, duplicated, different, or moved without order
   */
  private boolean play(long millis) {
    open();
    Ledger ledger = shop.ledger();
    Story story = new Story(shop, goods, new Shoppers(goods, seed), lockers, prices, site, teller);
    if (millis == 0) {
      while (!Thread.currentThread().isInterrupted()) {
        story.round(ROUND_MILLIS);
        sum(settled(ledger, story));
      }
    } else {
      story.round(millis);
      return end(settled(ledger, story), millis);
    }
    return true;
  }

  private void open() {
    teller.tell(
        "A broker, a backend and the far ends of the wires are started (seed " + seed + ").");
    shop.startBroker();
    shop.startBackend(line -> teller.reply("backend: " + line));
    shop.startSimulator(seed);
    teller.tell("The agent is started: " + goods.ids().size() + " bays on real drivers.");
    shop.startAgent();
    shop.awaitAgent();
    if (!Patience.until(SETTLE_MILLIS, () -> !shop.ledger().events(TRUST_CHANGED).isEmpty())) {
      throw new IllegalStateException("the agent does not take the backend's keys");
    }
    teller.tell("The shop is open.");
  }

  /** Judges when all is told and acknowledged, or when that takes too long. */
  private Findings settled(Ledger ledger, Story story) {
    teller.tell("Everybody leaves; the last movements are on their way.");
    Judge judge = new Judge(shop.blind());
    Patience.until(SETTLE_MILLIS, () -> findings(judge, ledger, story).good() && nothingWaits());
    // Whatever would come twice has the time to come now.
    Patience.pause(Judge.ONE_STROKE_MILLIS);
    return findings(judge, ledger, story);
  }

  private boolean nothingWaits() {
    return shop.status().filter(status -> status.online() && status.waiting() == 0).isPresent();
  }

  private Findings findings(Judge judge, Ledger ledger, Story story) {
    Truth truth = shop.truth();
    Verdict goodsVerdict =
        judge.judge(truth.moves(), ledger.moves(), truth.counts(), ledger.counts());
    OrderVerdict orderVerdict =
        OrderJudge.judge(orders.orders(), orders.outcomes(), truth.pulses());
    List<String> alarms =
        ledger.events(FORCED).stream().map(event -> event.at("/data/door").asText()).toList();
    PriceVerdict priceVerdict = story.prices().verdict(ledger);
    TagVerdict tagVerdict = story.prices().tagVerdict(ledger);
    LampVerdict lampVerdict =
        LampVerdict.of(LampVerdict.lamps(site), truth.doorTurns(), truth.lampTurns());
    return Findings.of(
        goodsVerdict,
        orderVerdict,
        priceVerdict,
        tagVerdict,
        lampVerdict,
        story.air().verdict(ledger),
        truth.forced(),
        alarms);
  }

  private void sum(Findings findings) {
    findings.differences().forEach(teller::tell);
    List<Delay> delays =
        findings.goods().delays().stream()
            .filter(delay -> shop.wasWhole(delay.atMillis()))
            .toList();
    teller.tell(
        "From the last hand to the backend's acknowledgement, network and agent up: median %d ms, 95 %% within %d ms."
            .formatted(Delay.quantile(delays, 0.5), Delay.quantile(delays, 0.95)));
    teller.last(findings.line());
  }

  private boolean end(Findings findings, long millis) {
    sum(findings);
    long wanted = MOVEMENTS_MIN_A_MINUTE * millis / ROUND_MILLIS;
    return findings.good() && findings.goods().movements() >= wanted;
  }

  private static SiteFile site(DemoFolder folder) {
    return switch (SiteFiles.read(folder.site())) {
      case SiteFiles.Accepted accepted -> accepted.site();
      case SiteFiles.Refused refused ->
          throw new IllegalStateException(
              "the demo's site file is wrong: "
                  + refused.problems().stream().min(Comparator.comparing(Object::toString)));
    };
  }
}
