package io.shelfkeeper.agent.cli;

import io.shelfkeeper.agent.core.step.StaffRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Leads a person through the calibration of a cell. */
@Command(
    name = "calibrate",
    mixinStandardHelpOptions = true,
    description = {
      "Calibrates a cell of the running agent, step by step, without emptying the shelf:",
      "  --reference GRAMS   a weight is added to whatever is there, and taken off again",
      "  --known-count N     nothing is moved: so many packages of --sku are there now",
      "  --two-point GRAMS   the cell is emptied, then carries the weight alone",
      "Meanwhile its shelf is not watched: let nobody shop there."
    })
final class CalibrateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private RunningAgent agent = new RunningAgent();

  @Option(names = "--cell", paramLabel = "ID", description = "the cell, as in the site file")
  private String cell = "";

  @Option(names = "--sku", paramLabel = "SKU", description = "the product of --known-count")
  private String sku = "";

  @ArgGroup(multiplicity = "1")
  private Way way = new Way();

  private static final class Way {
    @Option(names = "--reference", paramLabel = "GRAMS", required = true)
    private @Nullable Double reference;

    @Option(names = "--two-point", paramLabel = "GRAMS", required = true)
    private @Nullable Double twoPoint;

    @Option(names = "--known-count", paramLabel = "N", required = true)
    private @Nullable Integer knownCount;

    @Option(names = "--undo", required = true, description = "back to the one before")
    private boolean undo;

    @Option(names = "--list", required = true, description = "all calibrations and drifts")
    private boolean list;
  }

  /** The agent refused; its words are the message. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (!way.list && cell.isEmpty()) {
      spec.commandLine().getErr().println("Say which cell with --cell.");
      return ExitCode.WRONG;
    }
    try {
      out.println(work(out));
      return ExitCode.DONE;
    } catch (Refused e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.FAILED;
    }
  }

  private String work(PrintWriter out) throws IOException, Refused {
    if (way.list) {
      return tell(new StaffRequest.ListCalibrations());
    }
    if (way.undo) {
      return tell(new StaffRequest.UndoCalibration(cell));
    }
    out.println(tell(new StaffRequest.HoldCell(cell)));
    try {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      out.println("As it is: " + weigh());
      return steps(out, in);
    } catch (IOException | Refused e) {
      // Whatever went wrong, the shelf must be watched again; if this fails too, it is in 10 min.
      agent.tell(new StaffRequest.ReleaseCell(cell));
      throw e;
    }
  }

  private String steps(PrintWriter out, BufferedReader in) throws IOException, Refused {
    if (way.knownCount != null) {
      return tell(new StaffRequest.ByCount(cell, sku, way.knownCount));
    }
    if (way.reference != null) {
      ask(in, out, "Put the weight of %.1f g on the cell.".formatted(way.reference));
      out.println("With the weight: " + weigh());
      ask(in, out, "Take the weight off again.");
      out.println("Without it: " + weigh());
      return tell(new StaffRequest.ByReference(cell, way.reference));
    }
    double grams = way.twoPoint == null ? 0 : way.twoPoint;
    ask(in, out, "Take everything off the cell.");
    out.println("Empty: " + weigh());
    ask(in, out, "Put the weight of %.1f g on the cell.".formatted(grams));
    out.println("With the weight: " + weigh());
    ask(in, out, "Take the weight off, and put back everything that was there.");
    return tell(new StaffRequest.ByTwoPoints(cell, grams));
  }

  private static void ask(BufferedReader in, PrintWriter out, String what)
      throws IOException, Refused {
    out.println(what + " Then press Enter.");
    if (in.readLine() == null) {
      throw new Refused("Nobody is there to go on. Nothing was changed.");
    }
  }

  /** Waits until the cell lies still; each question takes a while by itself. */
  private String weigh() throws IOException, Refused {
    RunningAgent.Reply reply = agent.tellPatiently(new StaffRequest.MarkCell(cell));
    if (reply.isDone()) {
      return reply.text();
    }
    throw new Refused(
        reply.outcome().equals("wait")
            ? "The cell does not come to rest. Check what touches it, and its device."
            : reply.text());
  }

  private String tell(StaffRequest request) throws IOException, Refused {
    RunningAgent.Reply reply = agent.tell(request);
    if (!reply.isDone()) {
      throw new Refused(reply.text());
    }
    return reply.text();
  }
}
