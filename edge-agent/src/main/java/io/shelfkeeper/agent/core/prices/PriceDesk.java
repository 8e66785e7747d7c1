package io.shelfkeeper.agent.core.prices;

import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.money.Price;
import io.shelfkeeper.agent.core.money.PriceCurrency;
import io.shelfkeeper.agent.core.state.NewestVersion;
import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.state.StateWriter;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.agent.core.trust.Refusing;
import io.shelfkeeper.agent.core.trust.SignedManifest;
import io.shelfkeeper.agent.core.trust.SignedPrices;
import io.shelfkeeper.agent.core.trust.Untrusted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which prices are in force, and which wait for their time. The version in force only rises,
 * whatever clocks do and journals forget; a list is in force all at once or not at all.
 */
public final class PriceDesk {
  /** Apart from the lists: the one must survive the other. */
  static final String VERSION = "prices/version";

  static final String LISTS = "prices/lists";

  /** The version seen last, if its list cannot be read and is none: no list is lost then. */
  static final String WITHDRAWN = "prices/withdrawn";

  /** The version once more, where it outlives the journal. */
  static final String FLOOR = "prices";

  /** Lists that wait for a time: a sale, its end, and some more. */
  static final int WAITING_MAX = 8;

  /** Parts of the list in force and of those that wait for a time: they lie in memory, too. */
  static final int PARTS_MAX = 320;

  /** Parts of all lists: one that begins now finds room always, if need be that of the former. */
  static final int KEPT_MAX = PARTS_MAX + SignedPrices.PARTS_MAX;

  private static final int LAYOUT = 1;

  private final PriceSetup setup;
  private final PriceParts parts;
  private final NewestVersion newest = new NewestVersion(VERSION, FLOOR, "price list");
  private final List<PricePlan> waiting = new ArrayList<>();
  private @Nullable PricePlan active;
  private @Nullable PricePlan former;
  private PriceBody body;
  private long revision;
  private boolean lost;

  /** The list that is in force has lost parts; until they come it is as if it had never begun. */
  private boolean broken;

  public PriceDesk(PriceSetup setup) {
    this.setup = setup;
    parts = new PriceParts(setup.skus());
    body = PriceBody.of(setup.first());
  }

  /**
   * Takes up what the journal knows; what it should know and does not may come again. Says of which
   * lists parts are missing: who sent them may believe that they are here.
   */
  public void start(Moment now, Recovered recovered, Effects out, Consumer<Fact> say) {
    newest.restore(recovered, out);
    long withdrawn = withdrawn(recovered.states().get(WITHDRAWN));
    byte[] lists = recovered.states().get(LISTS);
    if (lists != null) {
      try {
        read(new StateReader(lists, LAYOUT));
      } catch (StateReader.Unreadable e) {
        forget();
      }
    }
    parts.restore(recovered.states(), wanted(), out);
    load();
    lost =
        newest.isKnown()
            && newest.seen() != withdrawn
            && plans().noneMatch(plan -> plan.version() == newest.seen());
    if (lost) {
      say(
          out,
          "The price list, version %d, is lost. Prices are those of %s. Send it again."
              .formatted(newest.seen(), source()));
    }
    if (broken) {
      say(
          out,
          "The price list in force, version %d, has lost parts in the journal. Prices are those of %s. Send its manifest and the missing parts again, and check the disk."
              .formatted(broken(), source()));
    }
    plans().filter(this::lacks).forEach(plan -> say.accept(staged(now, plan)));
  }

  private static long withdrawn(byte @Nullable [] state) {
    try {
      return state == null ? 0 : new StateReader(state, LAYOUT).number();
    } catch (StateReader.Unreadable e) {
      return 0; // the list may come again, and is withdrawn again
    }
  }

  private void read(StateReader in) {
    // As many as were written: a bound here would lose the list in force. The bytes end somewhere.
    int count = in.count(Integer.MAX_VALUE);
    for (int i = 0; i < count; i++) {
      int role = in.count(2);
      PricePlan plan = PricePlan.read(in);
      switch (role) {
        case 0 -> waiting.add(plan);
        case 1 -> active = plan;
        default -> former = plan;
      }
    }
  }

  private void forget() {
    waiting.clear();
    active = null;
    former = null;
  }

  /** Prices whose parts are damaged are none. */
  private void load() {
    revision++;
    if (active == null) {
      return;
    }
    try {
      body = parts.together(active.parts());
      broken = false;
    } catch (Untrusted e) {
      body = PriceBody.of(setup.first());
      broken = true;
    }
  }

  /** Whether a list should get parts that are not here. The former one need not be whole. */
  private boolean lacks(PricePlan plan) {
    return waiting.contains(plan) ? !parts.hasAll(plan.parts()) : isBroken(plan);
  }

  private boolean isBroken(PricePlan plan) {
    return broken && plan.equals(active);
  }

  /**
   * A manifest that an issuer signed.
   *
   * @return whether it was taken
   */
  public boolean announced(
      Moment now, SignedPrices signed, Effects out, Consumer<Fact> say, Refusing refusing) {
    String name = "prices/" + signed.version();
    PricePlan plan = PricePlan.of(signed, setup.zone());
    if (plan == null) {
      refusing.refused(
          name,
          "malformed",
          "Write active_from as \"now\" or as a time of this site, such as 2026-12-24T00:00, and"
              + " the currency as ISO 4217 has it.");
    } else if (waiting.contains(plan) || isBroken(plan)) {
      say.accept(staged(now, plan)); // whoever asks again may have missed what is missing
    } else if (plans().anyMatch(plan::equals)) {
      return false; // the same again: it is there, and was told
    } else if (isOld(plan)) {
      refusing.refused(
          name, "old_version", "Give the list a higher version than " + newest.seen() + ".");
    } else if (!plan.isNow() && tooMany(plan)) {
      refusing.refused(
          name,
          "too_many",
          "At most %d lists may wait for a time, with %d parts together with the list in force. Let one begin, or send a list that begins now."
              .formatted(WAITING_MAX, PARTS_MAX));
    } else {
      take(now, plan, out, say, refusing);
      return true;
    }
    return false;
  }

  /** The newest one may come again if the journal has lost it. */
  private boolean isOld(PricePlan plan) {
    return plan.version() < newest.seen() || plan.version() == newest.seen() && !lost;
  }

  /** Of lists with a time only. The former list is no reason: it gives way. */
  private boolean tooMany(PricePlan plan) {
    Set<String> all = new HashSet<>(plan.parts());
    Stream.concat(waiting.stream(), Stream.ofNullable(active))
        .forEach(other -> all.addAll(other.parts()));
    return all.size() > PARTS_MAX
        || waiting.stream().filter(other -> !other.isNow()).count() >= WAITING_MAX;
  }

  private void take(
      Moment now, PricePlan plan, Effects out, Consumer<Fact> say, Refusing refusing) {
    newest.take(plan.version(), out);
    lost = false;
    if (plan.isNow()) {
      // Whoever wants the new one now wants no older one now, and they must not pile up.
      waiting.removeIf(PricePlan::isNow);
    }
    waiting.add(plan);
    waiting.sort(Comparator.comparingLong(PricePlan::version));
    save(out);
    say.accept(staged(now, plan));
    completed(now, plan, false, out, say, refusing);
  }

  /** A part of a list. */
  public void arrived(Moment now, byte[] part, Effects out, Consumer<Fact> say, Refusing refusing) {
    String hash = SignedManifest.hash(part);
    if (parts.has(hash)) {
      return;
    }
    List<PricePlan> wanting =
        plans().filter(plan -> lacks(plan) && plan.parts().contains(hash)).toList();
    if (wanting.isEmpty()) {
      refusing.refused(
          "", "unwanted", "Send the manifest first; no list that waits has a part like this.");
      return;
    }
    try {
      parts.keep(hash, part, out);
    } catch (Untrusted e) {
      wanting.forEach(
          plan -> withdraw(plan, "Write each part exactly as the contract says", out, refusing));
      return;
    }
    wanting.forEach(plan -> completed(now, plan, true, out, say, refusing));
  }

  /** All parts may be there now. */
  private void completed(
      Moment now,
      PricePlan plan,
      boolean told,
      Effects out,
      Consumer<Fact> say,
      Refusing refusing) {
    if (isBroken(plan)) {
      mended(plan, out, say);
      return;
    }
    if (!waiting.contains(plan) || !parts.hasAll(plan.parts())) {
      return;
    }
    try {
      parts.together(plan.parts());
    } catch (Untrusted e) {
      withdraw(plan, "Give each product one price", out, refusing);
      return;
    }
    if (told) {
      say.accept(staged(now, plan));
    }
    tick(now, out, say);
  }

  /** Its hashes are signed: it was made so, and cannot get better. */
  private void withdraw(PricePlan plan, String change, Effects out, Refusing refusing) {
    if (waiting.remove(plan) && plan.version() == newest.seen()) {
      out.add(
          new Effect.SaveState(WITHDRAWN, new StateWriter(LAYOUT).number(newest.seen()).bytes()));
    }
    save(out);
    refusing.refused("prices/" + plan.version(), "malformed", change + ", in a higher version.");
  }

  private Fact.PricesStaged staged(Moment now, PricePlan plan) {
    List<Integer> missing =
        IntStream.range(0, plan.parts().size())
            .filter(i -> !parts.has(plan.parts().get(i)))
            .boxed()
            .toList();
    return new Fact.PricesStaged(
        plan.version(),
        plan.activeFrom(),
        plan.activeMillis(),
        plan.parts().size(),
        missing,
        waits(now, plan));
  }

  private String waits(Moment now, PricePlan plan) {
    if (!parts.hasAll(plan.parts())) {
      return "parts";
    }
    if (plan.isNow()) {
      return "";
    }
    return now.clock() == ClockTrust.TRUSTED ? "time" : "clock";
  }

  /** Puts the highest list into force whose time has come and that is complete. */
  public void tick(Moment now, Effects out, Consumer<Fact> say) {
    for (int i = waiting.size() - 1; i >= 0; i--) {
      PricePlan plan = waiting.get(i);
      if (isTime(now, plan) && parts.hasAll(plan.parts())) {
        activate(plan, out, say);
        return;
      }
    }
  }

  private static boolean isTime(Moment now, PricePlan plan) {
    return plan.isNow()
        || now.clock() == ClockTrust.TRUSTED && now.wallMillis() >= plan.activeMillis();
  }

  private void activate(PricePlan plan, Effects out, Consumer<Fact> say) {
    PricePlan before = inForce();
    if (before != null && !before.parts().equals(plan.parts())) {
      former = before;
    }
    active = plan;
    waiting.removeIf(other -> other.version() <= plan.version());
    load();
    save(out);
    begun(plan, before == null ? 0 : before.version(), out, say);
  }

  /** The list in force has all its parts again. */
  private void mended(PricePlan plan, Effects out, Consumer<Fact> say) {
    load();
    if (!broken) {
      begun(plan, 0, out, say);
    }
  }

  private void begun(PricePlan plan, long before, Effects out, Consumer<Fact> say) {
    List<String> unpriced =
        setup.skus().stream().filter(sku -> !body.own().containsKey(sku)).toList();
    say.accept(
        new Fact.PricesActive(plan.version(), before, plan.currency(), body.count(), unpriced));
    out.add(
        new Effect.Notice(
            unpriced.isEmpty() ? Effect.Notice.Level.INFO : Effect.Notice.Level.WARNING,
            "Prices are in force. version=%d prices=%d unpriced=%d%s"
                .formatted(
                    plan.version(),
                    body.count(),
                    unpriced.size(),
                    unpriced.isEmpty()
                        ? ""
                        : ". Check the list: it lacks " + unpriced.getFirst() + ".")));
  }

  private void save(Effects out) {
    if (former != null && wanted().size() > KEPT_MAX) {
      former = null;
    }
    parts.retain(wanted(), out);
    StateWriter state = new StateWriter(LAYOUT).number(plans().count());
    waiting.forEach(plan -> plan.write(state.number(0)));
    if (active != null) {
      active.write(state.number(1));
    }
    if (former != null) {
      former.write(state.number(2));
    }
    out.add(new Effect.SaveState(LISTS, state.bytes()));
  }

  private Stream<PricePlan> plans() {
    return Stream.concat(
        waiting.stream(), Stream.concat(Stream.ofNullable(active), Stream.ofNullable(former)));
  }

  private Set<String> wanted() {
    Set<String> wanted = new HashSet<>();
    plans().forEach(plan -> wanted.addAll(plan.parts()));
    return wanted;
  }

  /** What waits for nothing but a clock that can be believed. */
  boolean waitsForClock(Moment now) {
    return waiting.stream().anyMatch(plan -> waits(now, plan).equals("clock"));
  }

  /** The version of a list whose time has come and that lacks parts, or 0. */
  long late(Moment now) {
    return waiting.stream()
        .filter(plan -> !plan.isNow() && isTime(now, plan) && lacks(plan))
        .mapToLong(PricePlan::version)
        .max()
        .orElse(broken());
  }

  /** The version of the list that would be in force had it not lost parts, or 0. */
  private long broken() {
    return broken && active != null ? active.version() : 0;
  }

  private @Nullable PricePlan inForce() {
    return broken ? null : active;
  }

  /** Whose prices are charged, for people. */
  String source() {
    return version() == 0 ? "the site file" : "version " + version();
  }

  /** The version in force, 0 for the site file's prices. */
  public long version() {
    PricePlan plan = inForce();
    return plan == null ? 0 : plan.version();
  }

  /** ISO 4217; empty if there are no prices at all. */
  public String currency() {
    PricePlan plan = inForce();
    return plan == null ? setup.currency() : plan.currency();
  }

  /** What stands on labels of prices without a note of their own. */
  public String note() {
    PricePlan plan = inForce();
    return plan == null || plan.note().isEmpty() ? setup.note() : plan.note();
  }

  /** Rises whenever other prices are in force than before. */
  public long revision() {
    return revision;
  }

  /** The version of the complete list that is in force next by its time, 0 if none waits. */
  public long nextVersion() {
    PricePlan plan = nextPlan();
    return plan == null ? 0 : plan.version();
  }

  private @Nullable PricePlan nextPlan() {
    PricePlan next = null;
    for (PricePlan plan : waiting) { // lower versions first: of two at once the higher one counts
      if (!plan.isNow()
          && (next == null || plan.activeMillis() <= next.activeMillis())
          && parts.hasAll(plan.parts())) {
        next = plan;
      }
    }
    return next;
  }

  /** What it says, or null if none waits. Reads all of its parts. */
  public @Nullable NextPrices next() {
    PricePlan plan = nextPlan();
    if (plan == null) {
      return null;
    }
    try {
      return new NextPrices(
          plan.version(),
          plan.activeFrom(),
          plan.activeMillis(),
          plan.currency(),
          plan.note().isEmpty() ? setup.note() : plan.note(),
          parts.together(plan.parts()).own());
    } catch (Untrusted e) {
      return null; // it is withdrawn when its time comes
    }
  }

  /** The price in force, or null if there is none. */
  public @Nullable Price price(String sku) {
    return body.own().get(sku);
  }

  /** All of it for people. */
  public String text(Moment now) {
    StringBuilder text = new StringBuilder();
    PricePlan inForce = inForce();
    text.append(
        inForce == null
            ? "The prices of the site file are in force."
            : "Version %d is in force, since %s."
                .formatted(inForce.version(), inForce.activeFrom()));
    if (broken) {
      text.append(
          "\nVersion %d was in force and has lost parts: send them again.".formatted(broken()));
    }
    for (PricePlan plan : waiting) {
      String waits = waits(now, plan);
      text.append(
          "\nVersion %d begins %s and waits for %s."
              .formatted(
                  plan.version(),
                  plan.activeFrom(),
                  waits.equals("clock")
                      ? "a clock that can be believed: check the network time"
                      : waits.equals("parts")
                          ? "%d of %d parts"
                              .formatted(staged(now, plan).missing().size(), plan.parts().size())
                          : "its time"));
    }
    PriceCurrency currency = PriceCurrency.of(currency());
    for (String sku : setup.skus()) {
      Price price = price(sku);
      text.append("\n").append(sku).append(" ");
      text.append(price == null || currency == null ? "has no price" : line(price, currency));
    }
    return text.toString();
  }

  private static String line(Price price, PriceCurrency currency) {
    String line = currency.code() + " " + currency.text(price.minor());
    return price.isOffer() ? line + ", was " + currency.text(price.wasMinor()) : line;
  }

  private static void say(Effects out, String text) {
    out.add(new Effect.Notice(Effect.Notice.Level.ERROR, text));
  }
}
