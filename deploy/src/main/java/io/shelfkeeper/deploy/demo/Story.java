package io.shelfkeeper.deploy.demo;

import io.shelfkeeper.agent.config.SiteFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A minute in a shop, again and again: shoppers, a lane that runs low, two times without network,
 * an agent that is killed, and whatever happens to lockers. Tells what it does; what it means is
 * the judge's business.
 */
final class Story {
  private static final long TICK_MILLIS = 50;
  private static final long BACK_MILLIS = 180_000;
  private static final long APART_MILLIS = Judge.ONE_STROKE_MILLIS + 1000;

  private final LiveShop shop;
  private final Assortment goods;
  private final Shoppers shoppers;
  private final Teller teller;
  private final Errands errands = new Errands();
  private final LockerStory lockers;
  private final PriceStory prices;
  private final AirStory air;
  private boolean agentReturns;
  private boolean networkReturns;

  Story(
      LiveShop shop,
      Assortment goods,
      Shoppers shoppers,
      List<Locker> lockers,
      SiteFile.Prices prices,
      SiteFile site,
      Teller teller) {
    TagStory tagStory = new TagStory(shop, site.tags(), teller, errands);
    this.air = new AirStory(shop, site.probes(), teller, errands);
    this.prices = new PriceStory(shop, prices, tagStory, teller, errands);
    this.lockers = new LockerStory(shop, lockers, teller, errands);
    this.shop = shop;
    this.goods = goods;
    this.shoppers = shoppers;
    this.teller = teller;
  }

  PriceStory prices() {
    return prices;
  }

  AirStory air() {
    return air;
  }

  /** Plays one round, which ends with everything running. */
  void round(long lengthMillis) {
    long start = System.currentTimeMillis();
    long end = start + lengthMillis;
    plan(start, lengthMillis);
    while (System.currentTimeMillis() < end && !Thread.currentThread().isInterrupted()) {
      long now = System.currentTimeMillis();
      doWhatIsDue(now);
      if (shoppers.due(now)) {
        Shoppers.Wish wish = shoppers.next(now);
        move(wish, wish.packages() > 1 ? "The shop's owner" : "A shopper");
      }
      Patience.pause(TICK_MILLIS);
    }
    Patience.until(BACK_MILLIS, this::isWhole);
  }

  private void plan(long start, long length) {
    long second = length / 60;
    shoppers.keepOff("A1", start + 2 * second + APART_MILLIS);
    shoppers.keepOff("A5", start + 9 * second + 2 * APART_MILLIS);
    at(start + 2 * second, () -> move(new Shoppers.Wish("A1", -2), "A shopper"));
    at(start + 2 * second + APART_MILLIS, () -> move(new Shoppers.Wish("A1", 1), "The same one"));
    for (int i = 0; i < 3; i++) {
      at(start + 9 * second + i * APART_MILLIS, () -> takeAlmostAll("A5"));
    }
    errands.at(start + 20 * second, lockers::allAnswered, () -> networkGoes(8 * second));
    errands.at(
        start + 35 * second,
        lockers::mayOrder,
        () -> lockers.orderAndDeath(() -> agentDies(4 * second)));
    errands.at(start + 47 * second, lockers::allAnswered, () -> networkGoes(6 * second));
    lockers.plan(start, second);
    prices.plan(start, second);
    air.plan(start, second);
  }

  private void at(long millis, Runnable deed) {
    errands.at(millis, deed);
  }

  private void doWhatIsDue(long now) {
    errands.run(now);
    if (agentReturns && shop.agentSees()) {
      agentReturns = false;
      teller.tell("The agent has looked at every bay again.");
    }
    if (networkReturns && shop.agentIsOnline()) {
      networkReturns = false;
      teller.tell("The agent speaks with the backend again.");
    }
  }

  private void takeAlmostAll(String bay) {
    int more = Math.min(3, shoppers.count(bay) - goods.at(bay).low());
    if (more > 0) {
      move(new Shoppers.Wish(bay, -more), "A thirsty group");
    }
  }

  private void move(Shoppers.Wish wish, String who) {
    int packages = Math.abs(wish.packages());
    String what = goods.at(wish.bay()).some(packages);
    boolean takes = wish.packages() < 0;
    teller.tell(
        who + (takes ? " takes " : " puts ") + what + (takes ? " from " : " into ") + wish.bay());
    try {
      shop.simulator()
          .tell((takes ? "take" : "put") + " --bay " + wish.bay() + " --count " + packages);
    } catch (IOException e) {
      throw new UncheckedIOException("the simulator does not hear us", e);
    }
    shoppers.done(wish, System.currentTimeMillis());
  }

  private void networkGoes(long millis) {
    teller.tell("The network goes away. The shop goes on.");
    shop.cutNetwork();
    at(System.currentTimeMillis() + millis, this::networkReturns);
  }

  private void networkReturns() {
    long waiting = shop.status().map(AgentStatus::waiting).orElse(0L);
    teller.tell("The network is back; " + waiting + " rows waited in the journal.");
    shop.mendNetwork();
    networkReturns = true;
  }

  private void agentDies(long millis) {
    shop.killAgent();
    teller.tell("The agent is killed (kill -9). Shoppers do not notice.");
    at(System.currentTimeMillis() + millis, this::agentStarts);
  }

  private void agentStarts() {
    teller.tell("The agent is started again.");
    shop.startAgent();
    agentReturns = true;
  }

  private boolean isWhole() {
    doWhatIsDue(Long.MAX_VALUE);
    return errands.isEmpty() && !agentReturns && !networkReturns;
  }
}
