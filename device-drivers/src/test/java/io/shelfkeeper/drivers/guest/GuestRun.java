package io.shelfkeeper.drivers.guest;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.launcher.TagFilter.includeTags;

import java.io.PrintWriter;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs the tests tagged {@code guest}, where there is no build tool. */
public final class GuestRun {
  private GuestRun() {}

  public static void main(String[] arguments) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectPackage(arguments[0]))
            .filters(includeTags("guest"))
            .build();
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    Launcher launcher = LauncherFactory.create();
    launcher.execute(request, summary, new Told());
    PrintWriter out = new PrintWriter(System.out, true);
    summary.getSummary().printFailuresTo(out, 12);
    long passed = summary.getSummary().getTestsSucceededCount();
    long failed = summary.getSummary().getTotalFailureCount();
    out.printf("guest tests: %d passed, %d failed%n", passed, failed);
    // A run that found nothing has proven nothing.
    System.exit(failed == 0 && passed > 0 ? 0 : 1);
  }

  /** A line per test as it ends: if the guest hangs, it is known where. */
  private static final class Told implements TestExecutionListener {
    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (test.isTest()) {
        System.out.println(result.getStatus() + " " + test.getLegacyReportingName());
      }
    }
  }
}
