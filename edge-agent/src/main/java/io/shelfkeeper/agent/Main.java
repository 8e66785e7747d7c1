package io.shelfkeeper.agent;

import io.shelfkeeper.agent.cli.Cli;
import io.shelfkeeper.agent.cli.ExitCode;
import io.shelfkeeper.agent.config.Problem;
import io.shelfkeeper.agent.config.RootKey;
import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.agent.config.SiteFiles;
import io.shelfkeeper.agent.core.trust.IssuerKey;
import io.shelfkeeper.agent.doctor.Doctor;
import io.shelfkeeper.agent.journal.AuditFile;
import java.util.List;
import java.util.Optional;

/** Where the program begins. Never does more than decide who goes on. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Build build = Build.own();
    Optional<RunOptions> run = RunOptions.of(arguments);
    int code =
        run.isPresent()
            ? run(build, run.get())
            : Cli.run(
                build.version(),
                new Doctor(Wiring::link),
                new AuditFile(),
                new LiveRecorder(),
                new PinsOff(Wiring::link),
                System.out,
                System.err,
                arguments);
    // Halts: a library's left-over thread must not keep a stopped agent alive, and the hook of TERM
    // waits for this.
    System.out.flush();
    System.err.flush();
    Runtime.getRuntime().halt(code);
  }

  private static int run(Build build, RunOptions options) {
    return switch (SiteFiles.read(options.config())) {
      case SiteFiles.Accepted accepted -> run(build, options, accepted.site());
      case SiteFiles.Refused refused -> refuse(options, refused.problems());
    };
  }

  private static int run(Build build, RunOptions options, SiteFile site) {
    RootKey.Verdict root = RootKey.beside(options.config());
    if (root instanceof RootKey.Unusable) {
      System.err.println(RootKey.line(root));
      return ExitCode.WRONG;
    }
    IssuerKey key = root instanceof RootKey.Installed installed ? installed.key() : null;
    return new Running(build, options, site, key).work();
  }

  private static int refuse(RunOptions options, List<Problem> problems) {
    problems.forEach(problem -> System.err.println(problem.text(options.config().toString())));
    return ExitCode.WRONG;
  }
}
