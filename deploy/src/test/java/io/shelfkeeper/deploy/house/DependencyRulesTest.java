package io.shelfkeeper.deploy.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.shelfkeeper.deploy.house.Code.AGENT;
import static io.shelfkeeper.deploy.house.Code.CLASSES;
import static io.shelfkeeper.deploy.house.Code.DEPLOY;
import static io.shelfkeeper.deploy.house.Code.DRIVERS;
import static io.shelfkeeper.deploy.house.Code.SIMULATOR;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may depend on whom: the page that everybody knows by heart, as a test. */
class DependencyRulesTest {

  @Test
  void allModulesAreLookedAt() {
    assertTrue(Code.folders().size() == 4, "not built: " + Code.folders());
    for (String module : new String[] {DRIVERS, AGENT, SIMULATOR, DEPLOY}) {
      assertTrue(
          CLASSES.stream().anyMatch(type -> type.getPackageName().startsWith(module)),
          "no class of " + module);
    }
  }

  @Test
  void noPackagesGoInACircle() {
    check(slices().matching("io.shelfkeeper.(**)").should().beFreeOfCycles());
  }

  @Test
  void modulesDependInOneDirection() {
    none(DRIVERS + "..", AGENT + "..", SIMULATOR + "..", DEPLOY + "..");
    none(AGENT + "..", SIMULATOR + "..", DEPLOY + "..");
    none(SIMULATOR + "..", DEPLOY + "..");
  }

  /**
   * Streams over arrays are allowed: they are how state becomes bytes, and touch nothing outside.
   */
  @Test
  void theCoreKnowsNothingButItself() {
    DescribedPredicate<JavaClass> allowed =
        resideInAnyPackage(
                AGENT + ".core..",
                DRIVERS + ".api..",
                "java.lang..",
                "java.math..",
                "java.nio",
                "java.nio.charset",
                "java.security",
                "java.security.spec",
                "java.time",
                "java.util",
                "java.util.function",
                "java.util.stream",
                "org.jspecify..")
            .or(nameMatching("java\\.io\\.(Data|ByteArray)?(Input|Output)Stream"))
            .or(nameMatching("java\\.io\\.(Unchecked)?IOException"));
    check(
        classes()
            .that(resideInAPackage(AGENT + ".core.."))
            .should()
            .onlyDependOnClassesThat(allowed));
  }

  @Test
  void portsAreWordsOfTheCore() {
    ours(AGENT + ".ports..", own("ports", "core"));
  }

  @Test
  void theLoopKnowsPortsAndNoImplementation() {
    ours(AGENT + ".loop..", own("loop", "core", "ports"));
  }

  @Test
  void everyOutsideHasOnePackageBehindAPort() {
    for (String outside : new String[] {"journal", "broker", "health", "local"}) {
      ours(AGENT + "." + outside + "..", own(outside, "core", "ports", "files"));
    }
    ours(AGENT + ".devices..", with(own("devices", "core", "ports"), DRIVERS + ".."));
    ours(AGENT + ".replay..", own("replay", "core"));
    // The glass of each kind of tag stands in one table only.
    ours(AGENT + ".config..", with(own("config", "core"), DRIVERS + ".tag.."));
    ours(AGENT + ".doctor..", with(own("doctor", "config", "core"), DRIVERS + ".."));
    ours(AGENT + ".labels..", with(own("labels", "core"), DRIVERS + ".."));
    ours(
        AGENT + ".cli..",
        own("cli", "config", "replay", "local", "doctor", "labels", "core", "ports"));
  }

  @Test
  void onlyMainWiresThingsTogether() {
    check(
        noClasses()
            .that(resideInAPackage(AGENT + ".."))
            .and(not(resideInAPackage(AGENT)))
            .should()
            .dependOnClassesThat(resideInAPackage(AGENT))
            .allowEmptyShould(true));
  }

  @Test
  void aDeviceKnowsLinksByTheirInterfaceOnly() {
    none(DRIVERS + ".api..", DRIVERS + ".link..", DRIVERS + ".wire..");
    none(DRIVERS + ".wire..", DRIVERS + ".link..");
    for (String kind : new String[] {"scale", "lock", "tag", "signal"}) {
      ours(
          DRIVERS + "." + kind + ".(*)..",
          DRIVERS + "." + kind + "..",
          DRIVERS + ".api",
          DRIVERS + ".link",
          DRIVERS + ".wire");
    }
  }

  @Test
  void theSimulatorCannotCopyOurMistakes() {
    ours(SIMULATOR + "..", SIMULATOR + "..", AGENT + ".config..", DRIVERS + ".wire..");
  }

  @Test
  void librariesStayInTheirRooms() {
    room("com.fazecast..", DRIVERS + ".link.serial..");
    room("com.pi4j..", DRIVERS + ".link.pi4j..");
    room("org.sqlite..", AGENT + ".journal..");
    room("java.sql..", AGENT + ".journal..");
    room("org.eclipse.paho..", AGENT + ".broker..", SIMULATOR + ".backend..");
    room(
        "com.fasterxml.jackson..",
        AGENT + ".config..",
        AGENT + ".broker.payload..",
        AGENT + ".local..",
        AGENT + ".replay..",
        AGENT + ".cli..",
        SIMULATOR + ".backend..",
        DEPLOY + ".demo..");
    room("org.snakeyaml..", AGENT + ".config..");
    room("org.jfree..", AGENT + ".replay.plot..");
    room("java.awt..", AGENT + ".replay.plot..", AGENT + ".labels..");
    room("com.google.zxing..", AGENT + ".labels..");
    room("com.hivemq..", DEPLOY + ".demo..");
    none(AGENT + ".core..", "org.tinylog..");
  }

  /** Packages of the agent. */
  private static String[] own(String... names) {
    return Arrays.stream(names).map(name -> AGENT + "." + name + "..").toArray(String[]::new);
  }

  private static String[] with(String[] packages, String more) {
    return Stream.concat(Arrays.stream(packages), Stream.of(more)).toArray(String[]::new);
  }

  private static void none(String from, String... to) {
    check(
        noClasses()
            .that(resideInAPackage(from))
            .should()
            .dependOnClassesThat(resideInAnyPackage(to))
            .allowEmptyShould(true));
  }

  /** Of our own classes only these; libraries are another rule's business. */
  private static void ours(String from, String... to) {
    check(
        noClasses()
            .that(resideInAPackage(from))
            .should()
            .dependOnClassesThat(
                resideInAPackage("io.shelfkeeper..").and(not(resideInAnyPackage(to))))
            .allowEmptyShould(true));
  }

  private static void room(String library, String... rooms) {
    check(
        noClasses()
            .that(not(resideInAnyPackage(rooms)))
            .should()
            .dependOnClassesThat(resideInAPackage(library))
            .allowEmptyShould(true));
  }

  private static void check(ArchRule rule) {
    Rules.check(rule);
  }
}
