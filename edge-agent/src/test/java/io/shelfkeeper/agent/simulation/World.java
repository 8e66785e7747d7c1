package io.shelfkeeper.agent.simulation;

import io.shelfkeeper.agent.core.Agent;
import io.shelfkeeper.agent.core.audit.AuditSetup;
import io.shelfkeeper.agent.core.audit.DeviceKey;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.step.StaffAnswer;
import io.shelfkeeper.agent.core.step.StaffRequest;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.loop.EventLoop;
import io.shelfkeeper.agent.loop.Inbox;
import io.shelfkeeper.agent.loop.Outside;
import io.shelfkeeper.agent.ports.Journal;
import io.shelfkeeper.agent.ports.NoWatchdog;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One shop from one seed: the real core, loop and inbox over modelled disk, cloud, backend and
 * shelves. Everything that can go wrong is started by {@link Weather}.
 */
final class World {
  private static final long SECOND = Moment.NANOS_PER_SECOND;
  private static final int INBOX_MAX = 2_000;
  private static final AuditSetup AUDIT =
      new AuditSetup(Map.of("site file", "1"), List.of(), new QuickKey());

  final Timeline timeline = new Timeline();
  final Fuse fuse = new Fuse();
  final Cloud cloud;
  final ModelBackend backend;
  final ModelShop shop;
  final ModelIssuer issuer;
  final ModelLocks locks;
  final LockPromises lockPromises;
  final PricePromises pricePromises;
  final PlanogramPromises planogramPromises;
  final TagPromises tagPromises;
  final ModelTags tags;
  final ModelPrograms programs;
  final Promises promises;
  final boolean brokerEndsRows;

  private final ModelPayloads payloads = new ModelPayloads();
  private final Chance entropy;
  private Disk disk = new Disk();
  private @Nullable Disk copy;
  private Set<String> committedInCopy = Set.of();
  private ModelBackend.@Nullable Books backup;
  private @Nullable EventLoop loop;
  private @Nullable Inbox inbox;
  boolean restored;
  int crashes;

  /** How often the agent ended because the disk was full. */
  int endings;

  int fullDisks;

  int stops;
  long turns;

  /** What staff was answered. */
  final Map<StaffAnswer.Outcome, Integer> told = new EnumMap<>(StaffAnswer.Outcome.class);

  World(long seed) {
    Chance chance = new Chance(seed);
    brokerEndsRows = chance.happens(0.1);
    entropy = chance.split();
    cloud = new Cloud(timeline, payloads, chance.split());
    issuer = new ModelIssuer(chance.split());
    lockPromises = new LockPromises(timeline, issuer, disk);
    pricePromises = new PricePromises(issuer);
    planogramPromises = new PlanogramPromises(issuer);
    locks = new ModelLocks(timeline, chance.split(), fuse, lockPromises);
    tagPromises = new TagPromises(issuer, disk);
    tags = new ModelTags(timeline, new Chance(31 * seed), fuse, tagPromises);
    tagPromises.watch(tags);
    shop = new ModelShop(timeline, chance.split(), locks, tags);
    backend = new ModelBackend(payloads, cloud::toAgent, shop.truth(), issuer, chance.split());
    cloud.backend = backend::receive;
    programs = new ModelPrograms(chance.split());
    promises = new Promises(disk, backend, programs, brokerEndsRows);
    cloud.mayLeave =
        thing -> {
          if (thing instanceof Effect.PublishChallenge challenge) {
            lockPromises.challenged(challenge);
          }
          return promises.mayLeave(thing);
        };
    backend.reported = (row, dropped) -> promises.reported(row);
    backend.greeted = () -> cloud.document(ModelIssuer.bundle());
    cloud.isStored = payload -> promises.isStored(payload) || promises.saidBusy(timeline.nanos());
  }

  /** The agent starts on what the disk holds. */
  void start() {
    promises.auditHolds();
    tagPromises.started();
    inbox = new Inbox();
    ModelJournal journal = new ModelJournal(disk, payloads, fuse, this::durable);
    journal.wasSent = promises::wasSent;
    journal.shed = (row, says) -> promises.shed(row, says, payloads.fact(row));
    Recovered recovered = journal.open();
    ModelPlanogram goods = ModelPlanogram.of(recovered);
    planogramPromises.started(goods.setup().inForce());
    Agent agent =
        new Agent(ModelShop.setup(brokerEndsRows, goods), AUDIT, recovered, entropy::bits);
    Outside outside =
        new Outside(
            journal,
            new ModelBroker(cloud, inbox, fuse, promises::connected),
            shop,
            timeline,
            payloads,
            new NoWatchdog(),
            (level, text) -> {},
            (token, status, use) -> {},
            programs,
            (token, answer) -> told.merge(answer.outcome(), 1, Integer::sum));
    loop = new EventLoop(agent, inbox, outside, code -> {});
    shop.listen(inbox);
    programs.listen(inbox);
    timeline.goOn();
    act(loop::start);
  }

  private void durable(Effect.Durable effect) {
    promises.durable(effect);
    lockPromises.durable(effect);
    locks.signals.durable(effect);
    pricePromises.durable(effect);
    planogramPromises.durable(effect);
    tagPromises.durable(effect);
  }

  /** Somebody stands before a door. */
  void order() {
    if (!issuer.challenge.isEmpty()) {
      cloud.order(issuer.order(entropy.between(0, ModelLocks.LOCKS - 1)));
    }
  }

  /** A list that begins now, or at a minute that is near. */
  void sendPrices(Chance dice) {
    long minute = (timeline.wallMillis() / 60_000 + dice.between(0, 2)) * 60_000;
    String at = Instant.ofEpochMilli(minute).toString().substring(0, "2027-01-15T08:00".length());
    cloud.prices(issuer.prices(dice.happens(0.5) ? "now" : at), dice);
  }

  /** Other goods for some bays, now or at the next restocking, which soon comes. */
  void sendPlanogram(Chance dice) {
    StringBuilder goods = new StringBuilder();
    for (int cell = 0; cell < ModelShop.CELLS; cell++) {
      goods.append(dice.happens(0.3) ? 'b' : 'a');
    }
    boolean now = dice.happens(0.5);
    cloud.prices(issuer.planogram(now ? "now" : "restock", goods.toString()), dice);
    if (!now) {
      timeline.after(dice.millis(1_000, 90_000), this::restock);
    }
  }

  private void restock() {
    tell(new StaffRequest.BeginRestock(List.of()));
    tell(new StaffRequest.EndRestock());
  }

  /** Somebody who works in the shop counts a bay. */
  void count() {
    StaffRequest count = shop.count();
    if (count != null) {
      tell(count);
    }
  }

  /** Somebody begins to calibrate a cell; says which. */
  String hold() {
    String cell = shop.anyCell();
    tell(new StaffRequest.HoldCell(cell));
    return cell;
  }

  /**
   * @return whether a running agent has heard it
   */
  boolean tell(StaffRequest request) {
    return isAlive() && inbox != null && inbox.offer(new Input.StaffAsked(1, request));
  }

  boolean isAlive() {
    return loop != null;
  }

  /** The power fails now, and comes back later. */
  void die(long forNanos) {
    crashes++;
    end();
    timeline.after(forNanos, this::startIfDead);
  }

  private void end() {
    lockPromises.life++;
    pricePromises.life++;
    fuse.remove();
    loop = null;
    inbox = null;
    shop.listen(null);
    programs.listen(null);
    cloud.hangUp();
  }

  /** The agent wants to start anew. */
  private void again() {
    planogramPromises.ended();
    end();
    start();
  }

  /** The process is stopped and goes on later, as if nothing had been. */
  void stop(long forNanos) {
    stops++;
    timeline.stop(forNanos);
  }

  /** Another program fills the disk, or gives the room back. */
  void fillDisk(int roomLeft) {
    disk.roomLeft = roomLeft;
    fullDisks += roomLeft == Disk.PLENTY ? 0 : 1;
  }

  /** So many rows may wait from now on before telemetry is dropped. */
  void limitRows(int rowsMax) {
    disk.rowsMax = rowsMax;
  }

  private void startIfDead() {
    if (loop == null) {
      start();
    }
  }

  private void act(Runnable what) {
    try {
      what.run();
    } catch (PowerCut cut) {
      die(entropy.millis(200, 8_000));
    } catch (Journal.JournalFailure full) {
      // Nothing of this turn was written and nothing of it was done; the next start tries again.
      Broken.unless(
          full.kind() == Journal.JournalFailure.Kind.FULL, "the journal failed: %s", full);
      endings++;
      die(2 * SECOND);
    }
  }

  void run(long forNanos) {
    long end = timeline.nanos() + forNanos;
    while (timeline.nanos() < end) {
      step(end);
    }
  }

  private void step(long end) {
    EventLoop alive = loop;
    long wake = alive == null ? Long.MAX_VALUE : alive.nextWakeNanos();
    wake = Math.max(wake, timeline.nanos() + timeline.standsForNanos());
    timeline.goTo(Math.min(end, Math.min(wake, timeline.nextNanos())));
    if (loop != null && inbox != null && timeline.standsForNanos() == 0) {
      Broken.unless(inbox.size() < INBOX_MAX, "%d inputs wait", inbox.size());
      EventLoop now = loop;
      tagPromises.turn = ++turns;
      act(
          () -> {
            if (!now.turn()) {
              again();
            }
          });
    }
  }

  /** Somebody makes a copy of the data directory. */
  void copyDisk() {
    copy = disk.copy();
    committedInCopy = new LinkedHashSet<>(promises.committed);
  }

  /** Somebody puts the older copy back while the power is off. */
  void restoreDisk() {
    if (copy != null) {
      die(entropy.millis(500, 5_000));
      int rowsMax = disk.rowsMax;
      disk = copy.copy();
      disk.rowsMax = rowsMax;
      restored = true;
      promises.committed = new LinkedHashSet<>(committedInCopy);
      promises.faultsCounted = false;
      promises.openFaults().clear();
      promises.watch(disk);
      lockPromises.watch(disk);
      pricePromises.watch();
      planogramPromises.watch();
      tagPromises.watch(disk, true);
    }
  }

  /** A page of the disk dies, the process with it, and the next start sets the journal aside. */
  void damageDisk(Chance dice) {
    die(dice.millis(500, 5_000));
    String folder = String.valueOf(promises.salvage.journals() + 1);
    DamagedDisk damage = new DamagedDisk(disk, dice);
    disk = disk.setAside(folder, damage);
    promises.setAside(folder, damage, disk);
    lockPromises.watch(disk);
    pricePromises.watch();
    planogramPromises.watch();
    tagPromises.watch(disk, false);
  }

  /**
   * Somebody comes to a shop whose journal was damaged: starts it again, and counts every bay,
   * which is what such a device asks for.
   */
  void look() {
    if (!promises.salvage.happened()) {
      return;
    }
    promises.salvage.clearUp();
    if (isAlive()) {
      die(SECOND);
    }
    countAllLater();
  }

  private void countAllLater() {
    for (int third = 1; third <= 4; third++) {
      timeline.after(third * 20 * SECOND, () -> shop.countAll().forEach(this::tell));
    }
  }

  void backUpBackend() {
    backup = backend.books.copy();
  }

  void restoreBackend() {
    if (backup != null) {
      restored = true;
      backend.restore(backup);
    }
  }

  void post(Input input) {
    if (inbox != null) {
      inbox.offer(input);
    }
  }

  /** Good weather from now on; everything must come together. Returns what did not, or nothing. */
  String converge(long withinNanos) {
    long end = timeline.nanos() + withinNanos;
    timeline.jumpWall(0, ClockTrust.TRUSTED);
    timeline.after(20 * SECOND, () -> backend.askForState());
    newest(issuer.prices("now"));
    if (issuer.plans() > 0) {
      newest(issuer.planogram("now", "a".repeat(ModelShop.CELLS)));
      countAllLater();
    }
    String why = "not begun";
    run(45 * SECOND);
    while (timeline.nanos() < end) {
      run(SECOND / 2);
      why = loop == null ? "the agent is dead" : promises.disagreement(shop, restored);
      why = why.isEmpty() ? lockPromises.disagreement(backend) : why;
      why = why.isEmpty() ? pricePromises.disagreement() : why;
      why = why.isEmpty() ? planogramPromises.disagreement() : why;
      why = why.isEmpty() ? tagPromises.disagreement() : why;
      if (why.isEmpty() && cloud.ordersOpen() == 0) {
        return "";
      }
    }
    return why.isEmpty() ? cloud.ordersOpen() + " orders were never acknowledged" : why;
  }

  /** The newest of its kind, again and again until it must have been heard, as a backend would. */
  private void newest(List<byte[]> newest) {
    for (int time = 1; time <= 6; time++) {
      timeline.after(time * 10 * SECOND, () -> newest.forEach(cloud::document));
    }
  }

  /** Worlds sign thousands of checkpoints; whether a signature is good is tested elsewhere. */
  private static final class QuickKey implements DeviceKey {
    @Override
    public String publicKey() {
      return "quick";
    }

    @Override
    public String sign(String text) {
      return "signed " + text;
    }
  }
}
