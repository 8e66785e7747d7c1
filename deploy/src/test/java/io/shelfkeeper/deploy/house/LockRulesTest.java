package io.shelfkeeper.deploy.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.shelfkeeper.deploy.house.Code.AGENT;
import static io.shelfkeeper.deploy.house.Code.CLASSES;
import static io.shelfkeeper.deploy.house.Code.DRIVERS;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The one way to a lock: a signed order, the gate, a permit, an actuation, one worker. */
class LockRulesTest {
  private static final String CORE = AGENT + ".core.";

  @Test
  void onlyTheVerifierSaysThatAnOrderIsAuthentic() {
    only(make(CORE + "trust.SignedOrder"), in(CORE + "trust.SignedOrder"));
    only(make(CORE + "trust.SignedOrder$Reading$Authentic"), in(CORE + "trust.SignedOrder"));
  }

  @Test
  void onlyTheVerifierSaysWhoIsTrusted() {
    only(make(CORE + "trust.Trust"), in(CORE + "trust.Trust"));
    only(make(CORE + "trust.IssuerKey"), in(CORE + "trust.IssuerKey"));
  }

  @Test
  void onlyTheGateMakesAPermitAndOnlyAPermitAnActuation() {
    only(make(CORE + "permits.Permit"), in(CORE + "permits.Gate"));
    only(make(CORE + "permits.Actuation"), in(CORE + "permits.Permit"));
    only(call(CORE + "permits.Gate", "admit"), in(CORE + "orders.OrderDesk"));
  }

  @Test
  void onlyTheDeskOfOrdersWishesAPulseAndOnlyTheLoopHandsItOn() {
    only(make(CORE + "step.Effect$Actuate"), in(CORE + "orders.OrderDesk"));
    only(call(AGENT + ".ports.Buses", "actuate"), in(AGENT + ".loop.Deeds"));
  }

  @Test
  void onlyTheThreadOfItsBusPulsesALock() {
    only(
        call(DRIVERS + ".api.Lock", "unlock"),
        type ->
            type.getPackageName().startsWith(AGENT + ".devices")
                || type.getPackageName().startsWith(DRIVERS + ".lock."));
  }

  @Test
  void theRulesLookAtSomething() {
    Set<String> needed =
        Set.of(
            CORE + "permits.Gate",
            CORE + "permits.Permit",
            CORE + "permits.Actuation",
            CORE + "trust.SignedOrder",
            CORE + "trust.SignedOrder$Reading$Authentic",
            CORE + "trust.Trust",
            CORE + "trust.IssuerKey",
            CORE + "step.Effect$Actuate",
            AGENT + ".ports.Buses",
            DRIVERS + ".api.Lock");
    needed.forEach(name -> assertTrue(CLASSES.contain(name), "there is no " + name));
    CLASSES.get(CORE + "permits.Gate").getMethod("admit", types("admit", CORE + "permits.Gate"));
  }

  private static String[] types(String method, String owner) {
    return CLASSES.get(owner).getMethods().stream()
        .filter(each -> each.getName().equals(method))
        .findFirst()
        .orElseThrow()
        .getRawParameterTypes()
        .stream()
        .map(JavaClass::getName)
        .toArray(String[]::new);
  }

  private static DescribedPredicate<JavaCall<?>> make(String owner) {
    return call(owner, "<init>");
  }

  private static DescribedPredicate<JavaCall<?>> call(String owner, String method) {
    return DescribedPredicate.describe(
        "call " + owner + "." + method,
        call ->
            call.getTarget().getName().equals(method)
                && call.getTargetOwner().isAssignableTo(owner));
  }

  /** A type and those inside of it. */
  private static Predicate<JavaClass> in(String name) {
    return type -> type.getName().equals(name) || type.getName().startsWith(name + "$");
  }

  private static void only(DescribedPredicate<JavaCall<?>> what, Predicate<JavaClass> who) {
    Rules.check(
        noClasses()
            .that(DescribedPredicate.describe("others", type -> !who.test(type)))
            .should()
            .callCodeUnitWhere(what));
  }
}
