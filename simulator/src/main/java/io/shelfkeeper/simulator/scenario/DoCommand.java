package io.shelfkeeper.simulator.scenario;

import io.shelfkeeper.simulator.models.Trouble;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells a running simulator what a shopper or a technician does. */
@Command(
    name = "do",
    description = {
      "Tells a running simulator what happens in the shop:",
      "  take  --bay A3 [--count 2] [--sku SKU]   a shopper takes packages",
      "  put   --bay A3 [--count 1] [--sku SKU]   a shopper puts packages there",
      "  open | shut | force --door C1            a hand at a door; force needs no key",
      "  jam    --door C1 --is on|off             pulses do not move its latch",
      "  stick  --door C1 --at open|shut|free     its lock's contact says that for ever",
      "  tamper --is on|off                       somebody opens the case of the computer",
      "  tag --id TAG --is silent|heard|restarted a price tag leaves, comes back, starts anew",
      "  tag --id TAG --battery 2300              what it measures of its battery, millivolts",
      "  warm --probe fridge-air --celsius 9      so warm it is at a temperature probe",
      "  air --loss 0.05                          so many frames from and to tags are lost",
      "  fault --device scale-a3 --kind silent    a device misbehaves; a wrong kind lists all",
      "  fault --bus fridge-bus --kind unplugged  a wire misbehaves",
      "  fault --line GPIO5 --kind cut            a line of played pins is wired wrongly",
      "  clear [--device ID | --bus ID | --line NAME]",
      "                                           it behaves again; without a name all do",
      "  list                                     what is true: goods, doors, lines and faults",
      "A fault lasts until it is cleared, or for --seconds; --amount is its figure."
    },
    mixinStandardHelpOptions = true)
final class DoCommand implements Callable<Integer> {
  @Option(names = "--control", description = "the simulator's socket, if several are running")
  private @Nullable Path control;

  @Parameters(arity = "1..*", paramLabel = "WORDS", description = "the instruction")
  private List<String> words = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    int named = words.indexOf("--control");
    if (named >= 0 && named + 1 < words.size()) {
      words.remove(named);
      control = Path.of(words.remove(named));
    }
    return tell(control, String.join(" ", words));
  }

  /** All kinds of faults, for the help text. */
  static String kinds() {
    return "%nFaults of a device:%n%s%nFaults of a bus:%n%s%nFaults of a line:%n%s%n"
        .formatted(
            Director.kinds(Trouble.Scope.DEVICE),
            Director.kinds(Trouble.Scope.BUS),
            Director.kinds(Trouble.Scope.LINE));
  }

  static int tell(@Nullable Path control, String words) throws IOException {
    try {
      System.out.println(new SimulatorControl(socket(control)).tell(words));
      return 0;
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      return 2;
    }
  }

  private static Path socket(@Nullable Path control) throws IOException {
    if (control != null) {
      return control;
    }
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> sockets =
        Files.newDirectoryStream(folder, "shelfkeeper-sim-*.sock")) {
      sockets.forEach(found::add);
    }
    if (found.size() == 1) {
      return found.getFirst();
    }
    throw new IOException(
        found.isEmpty()
            ? "no simulator is running; start one with: shelfkeeper-sim run --config FILE"
            : "several simulators are running; say which with --control: " + found);
  }
}
