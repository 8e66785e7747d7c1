package io.shelfkeeper.deploy.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static io.shelfkeeper.deploy.house.Code.AGENT;
import static io.shelfkeeper.deploy.house.Code.DRIVERS;
import static io.shelfkeeper.deploy.house.Code.SIMULATOR;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Time, chance and threads come in at few doors; everywhere else a run can be repeated. */
class PurityRulesTest {
  /** The shell: the only packages of the product that may start or meet a thread. */
  private static final String[] THREADS = {
    AGENT,
    AGENT + ".loop..",
    AGENT + ".devices..",
    AGENT + ".labels..", // the one thread that draws
    AGENT + ".broker..",
    AGENT + ".local..",
    DRIVERS + ".link.."
  };

  /** Everything that must run the same way twice from one seed. */
  private static final String[] PRODUCT = {AGENT + "..", DRIVERS + ".."};

  private static final Set<String> CLOCK_READS =
      Set.of(
          "java.lang.System.nanoTime",
          "java.lang.System.currentTimeMillis",
          "java.time.Clock.systemUTC",
          "java.time.Clock.systemDefaultZone");

  private static final Set<String> CHANCE =
      Set.of(
          "java.lang.Math.random",
          "java.util.UUID.randomUUID",
          "java.security.SecureRandom.<init>",
          "java.util.concurrent.ThreadLocalRandom.current");

  @Test
  void theClockIsReadAtItsDoors() {
    calls(
        "read a clock",
        call ->
            CLOCK_READS.contains(name(call))
                || call.getOwner().getPackageName().equals("java.time")
                    && call.getName().equals("now"),
        with(THREADS, AGENT + ".health.."));
  }

  /** Dice with a given seed are a function; dice without one are chance. */
  @Test
  void chanceComesFromOneDoor() {
    calls(
        "roll dice",
        call ->
            CHANCE.contains(name(call))
                || call.getOwner().isAssignableTo(RandomGenerator.class)
                    && call.getName().equals("<init>")
                    && call.getRawParameterTypes().isEmpty(),
        AGENT + ".health..");
  }

  @Test
  void nobodySleepsButTheShell() {
    calls("sleep", call -> name(call).equals("java.lang.Thread.sleep"), THREADS);
  }

  @Test
  void threadsAreMadeInTheShell() {
    calls(
        "make a thread",
        call ->
            name(call).equals("java.lang.Thread.<init>")
                || name(call).startsWith("java.lang.Thread.of")
                || name(call).equals("java.lang.Thread.startVirtualThread")
                || call.getOwner().getName().equals("java.util.concurrent.Executors")
                || call.getOwner().getName().equals("java.util.Timer"),
        with(THREADS, AGENT + ".cli.."));
  }

  @Test
  void sharedMemoryIsTheShellsBusiness() {
    Rules.check(
        noFields()
            .that()
            .areDeclaredInClassesThat(resideInAnyPackage(PRODUCT))
            .and()
            .areDeclaredInClassesThat(DescribedPredicate.not(resideInAnyPackage(THREADS)))
            .should()
            .haveModifier(JavaModifier.VOLATILE));
    Rules.check(
        noClasses()
            .that(resideInAnyPackage(PRODUCT))
            .and(DescribedPredicate.not(resideInAnyPackage(THREADS)))
            .should()
            // A callable is a runnable with an answer: it shares nothing.
            .dependOnClassesThat(
                resideInAPackage("java.util.concurrent..")
                    .and(DescribedPredicate.not(equivalentTo(Callable.class)))));
  }

  @Test
  void locksOfTheLanguageAreHeldInTheShell() {
    List<String> elsewhere =
        Monitors.holders().stream()
            .filter(type -> type.startsWith(AGENT) || type.startsWith(DRIVERS))
            .filter(type -> Arrays.stream(THREADS).noneMatch(shell -> inside(type, shell)))
            .toList();
    assertEquals(List.of(), elsewhere, "synchronized outside " + Arrays.toString(THREADS));
  }

  @Test
  void aSimulatedWorldIsRepeatable() {
    Rules.check(
        noClasses()
            .that(
                resideInAnyPackage(
                    SIMULATOR + ".world..", SIMULATOR + ".models..", SIMULATOR + ".tags.."))
            .should()
            .callCodeUnitWhere(
                target(
                    "read a clock or start a thread",
                    call ->
                        CLOCK_READS.contains(name(call))
                            || call.getOwner().getName().equals("java.lang.Thread")
                            || name(call).equals("java.lang.Math.random")))
            .allowEmptyShould(true));
  }

  private static boolean inside(String type, String shell) {
    String name = type.substring(0, type.lastIndexOf('.'));
    return shell.endsWith("..")
        ? (name + ".").startsWith(shell.substring(0, shell.length() - 1))
        : name.equals(shell);
  }

  private static void calls(
      String what, java.util.function.Predicate<CodeUnitCallTarget> bad, String... doors) {
    Rules.check(
        noClasses()
            .that(resideInAnyPackage(PRODUCT))
            .and(DescribedPredicate.not(resideInAnyPackage(doors)))
            .should()
            .callCodeUnitWhere(target(what, bad)));
  }

  private static DescribedPredicate<JavaCall<?>> target(
      String what, java.util.function.Predicate<CodeUnitCallTarget> bad) {
    return new DescribedPredicate<>("they " + what) {
      @Override
      public boolean test(JavaCall<?> call) {
        return bad.test(call.getTarget());
      }
    };
  }

  private static String name(CodeUnitCallTarget call) {
    return call.getOwner().getName() + "." + call.getName();
  }

  private static String[] with(String[] packages, String more) {
    String[] all = Arrays.copyOf(packages, packages.length + 1);
    all[packages.length] = more;
    return all;
  }
}
