package io.shelfkeeper.agent.core.planogram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.facts.AuditHead;
import io.shelfkeeper.agent.core.facts.Count;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Recovered;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.trust.SignedManifest;
import io.shelfkeeper.agent.core.trust.SignedPlanogram;
import io.shelfkeeper.agent.core.trust.SignedPlanogram.Apply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Planograms are taken whole or not at all, go forward only, and hold from a start on. */
class PlanogramDeskTest {
  private static final byte[] TEA = bytes("{\"A1\":\"tea\"}");
  private static final byte[] MILK = bytes("{\"A1\":\"milk\"}");
  private static final byte[] MORE = bytes("{\"A2\":\"more\"}");
  private static final byte[] WRONG = bytes("{\"wrong\":1}");

  private final Map<String, byte[]> states = new TreeMap<>();
  private final Map<String, Long> floors = new TreeMap<>();
  private final List<String> news = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private final Effects out = new Effects();
  private PlanogramDesk desk = started();

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Each part names one bay and what is in it; one that says "wrong" does not fit. */
  private static PlanogramReader.Verdict read(List<byte[]> parts) {
    Map<String, List<String>> skus = new TreeMap<>();
    for (byte[] part : parts) {
      String[] words = new String(part, StandardCharsets.UTF_8).split("\"");
      if (words[1].equals("wrong")) {
        return new PlanogramReader.Verdict.Unfit("this is wrong");
      }
      skus.put(words[1], List.of(words[3]));
    }
    return new PlanogramReader.Verdict.Fits(skus);
  }

  private PlanogramDesk started() {
    out.clear();
    out.durables().clear();
    Recovered recovered =
        new Recovered(
            "i", 1, Map.of(), states, 0, null, List.of(), AuditHead.EMPTY, floors, List.of());
    ActivePlanogram active = ActivePlanogram.of(recovered);
    PlanogramSetup setup =
        new PlanogramSetup(PlanogramDeskTest::read, active == null ? 0 : active.version(), "");
    PlanogramDesk next = new PlanogramDesk(setup);
    next.start(recovered, out, this::say);
    commit();
    return next;
  }

  private void restart() {
    desk = started();
  }

  private void say(Fact fact) {
    news.add(
        switch (fact) {
          case Fact.PlanogramStaged f -> "staged %d %s".formatted(f.version(), f.waits());
          case Fact.PlanogramActive f -> "active %d after %d".formatted(f.version(), f.before());
          default -> fact.toString();
        });
  }

  private void commit() {
    for (Effect.Durable effect : out.durables()) {
      switch (effect) {
        case Effect.SaveState e -> states.put(e.key(), e.value());
        case Effect.DropState e -> states.remove(e.key());
        case Effect.RaiseFloor e -> floors.merge(e.name(), e.value(), Math::max);
        default -> {}
      }
    }
    for (Effect.Deed deed : out.deeds()) {
      if (deed instanceof Effect.Notice notice) {
        notices.add(notice.text());
      }
    }
    out.clear();
    out.durables().clear();
  }

  private void refused(String document, String code, String change) {
    news.add("refused " + document + " " + code);
  }

  private boolean announce(long version, Apply apply, byte[]... parts) {
    SignedPlanogram signed =
        new SignedPlanogram(
            version, apply, Arrays.stream(parts).map(SignedManifest::hash).toList(), "planner");
    boolean taken = desk.announced(signed, out, this::say, this::refused);
    commit();
    return taken;
  }

  private void send(byte[]... parts) {
    for (byte[] part : parts) {
      if (desk.wants(part)) {
        desk.arrived(part, out, this::say, this::refused);
      }
    }
    commit();
  }

  private void apply(String... changed) {
    desk.apply(List.of(new Count("A2", "more", 4, 0)), List.of(changed), out, this::say);
    commit();
  }

  private List<String> news() {
    List<String> all = List.copyOf(news);
    news.clear();
    return all;
  }

  @Test
  void oneIsDueOnceItIsWholeAndHoldsFromTheNextStartOn() {
    assertTrue(announce(3, Apply.NOW, TEA, MORE));
    send(TEA);
    assertNull(desk.due());
    restart();
    send(MORE);
    assertEquals(List.of("staged 3 parts", "staged 3 parts", "staged 3 "), news());
    assertEquals(
        new PlanogramReader.Verdict.Fits(Map.of("A1", List.of("tea"), "A2", List.of("more"))),
        desk.due());
    apply("A1");
    assertNull(desk.due());
    assertEquals(0, desk.version(), "until the start");
    restart();
    assertEquals(3, desk.version());
    assertNull(desk.due());
    assertEquals(List.of("active 3 after 0"), news());
  }

  @Test
  void theJournalGivesBackPartsAndCounts() {
    announce(3, Apply.NOW, TEA, MORE);
    send(TEA, MORE);
    apply();
    Recovered recovered = new Recovered("i", 1, Map.of(), states, 0, null);
    ActivePlanogram active = ActivePlanogram.of(recovered);
    assertNotNull(active);
    assertEquals(3, active.version());
    assertEquals(List.of(new Count("A2", "more", 4, 0)), active.counts());
    assertEquals(2, active.parts().size());
    states.remove("planogram/part/" + SignedManifest.hash(MORE));
    assertNull(ActivePlanogram.of(new Recovered("i", 1, Map.of(), states, 0, null)), "not whole");
  }

  @Test
  void oneWaitsForTheEndOfARestockingAlsoOverAPowerCut() {
    desk.restocked(out);
    announce(1, Apply.RESTOCK, TEA);
    desk.restocked(out);
    send(TEA);
    assertNull(desk.due(), "what was put up before it was whole was for another one");
    assertEquals(List.of("staged 1 parts", "staged 1 restock"), news());
    restart();
    assertNull(desk.due());
    desk.restocked(out);
    commit();
    restart();
    assertNotNull(desk.due());
    assertFalse(announce(1, Apply.RESTOCK, TEA), "the same again is no news");
  }

  @Test
  void olderOnesAndOthersOfTheSameVersionAreRefused() {
    announce(5, Apply.NOW, TEA);
    assertFalse(announce(4, Apply.NOW, MILK));
    assertFalse(announce(5, Apply.NOW, MILK));
    assertEquals(
        List.of(
            "staged 5 parts", "refused planogram/4 old_version", "refused planogram/5 old_version"),
        news());
    send(TEA);
    apply();
    restart();
    news.clear();
    assertFalse(announce(5, Apply.NOW, TEA), "it holds");
    assertFalse(announce(4, Apply.NOW, TEA));
    assertEquals(List.of("refused planogram/4 old_version"), news());
  }

  @Test
  void oneThatDoesNotFitChangesNothingAndTheNextMayCome() {
    announce(1, Apply.NOW, TEA);
    send(TEA);
    apply();
    restart();
    announce(2, Apply.NOW, TEA, WRONG);
    send(TEA, WRONG);
    assertNull(desk.due());
    assertEquals("refused planogram/2 does_not_fit", news().getLast());
    notices.clear();
    restart();
    assertEquals(List.of(), notices, "it is not lost");
    assertEquals(1, desk.version());
    assertFalse(states.containsKey("planogram/part/" + SignedManifest.hash(WRONG)));
    assertTrue(states.containsKey("planogram/part/" + SignedManifest.hash(TEA)), "it holds still");
    announce(3, Apply.NOW, MILK);
    send(MILK);
    assertNotNull(desk.due());
  }

  @Test
  void aNewerOneTakesThePlaceOfTheOneThatWaits() {
    announce(1, Apply.RESTOCK, TEA, MORE);
    send(TEA, MORE);
    announce(2, Apply.NOW, MILK, MORE);
    assertFalse(desk.wants(TEA));
    send(MILK);
    assertEquals(
        new PlanogramReader.Verdict.Fits(Map.of("A1", List.of("milk"), "A2", List.of("more"))),
        desk.due());
    apply();
    assertEquals(
        2, states.keySet().stream().filter(key -> key.startsWith("planogram/part/")).count());
  }

  @Test
  void partsOfTheFormerOneAreForgottenWithIt() {
    announce(1, Apply.NOW, TEA, MORE);
    send(TEA, MORE);
    apply();
    restart();
    announce(2, Apply.NOW, MILK, MORE);
    send(MILK, MORE);
    apply();
    restart();
    assertEquals(2, desk.version());
    assertFalse(states.containsKey("planogram/part/" + SignedManifest.hash(TEA)));
  }

  @Test
  void oneThatIsLostWithTheJournalMayComeAgainAndNoOlderOne() {
    announce(6, Apply.NOW, TEA);
    send(TEA);
    apply();
    states.clear();
    notices.clear();
    restart();
    assertTrue(notices.getFirst().contains("version 6, is not in force"), notices::toString);
    assertFalse(announce(5, Apply.NOW, MILK));
    assertTrue(announce(6, Apply.NOW, TEA));
  }

  @Test
  void inDoubtAboutThePastNoneIsTaken() {
    states.put("planogram/version", new byte[] {9, 9});
    restart();
    assertFalse(announce(1, Apply.NOW, TEA));
    assertTrue(notices.getFirst().contains("which planogram was the last"), notices::toString);
  }
}
