package io.shelfkeeper.deploy.house;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.List;
import java.util.stream.Collectors;

/** Holds a rule against all classes; a broken one is told in a few lines, not in a few hundred. */
final class Rules {
  private static final int LINES = 12;

  private Rules() {}

  static void check(ArchRule rule) {
    EvaluationResult result = rule.evaluate(Code.CLASSES);
    if (result.hasViolation()) {
      List<String> details = result.getFailureReport().getDetails();
      throw new AssertionError(
          rule.getDescription()
              + "; broken "
              + details.size()
              + " times, such as:\n"
              + details.stream().limit(LINES).collect(Collectors.joining("\n")));
    }
  }
}
