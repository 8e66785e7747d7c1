package io.shelfkeeper.drivers.link.gpio;

import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.link.LineName;
import io.shelfkeeper.drivers.link.kernel.Kernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds lines by what people call them. A chip is best meant by its label: its number has changed
 * from one kernel to the next.
 */
public final class LineFinder {
  private final Kernel kernel;
  private final Path devices;

  /**
   * @param devices the folder with the chips' device files, {@code /dev}
   */
  public LineFinder(Kernel kernel, Path devices) {
    this.kernel = kernel;
    this.devices = devices;
  }

  /**
   * @throws DeviceFault if there is no such line, or more than one
   */
  public FoundLine find(LineName name) throws DeviceFault {
    List<String> seen = new ArrayList<>();
    List<FoundLine> found = new ArrayList<>();
    List<Path> paths = paths();
    for (Path path : paths) {
      if (isOtherFile(name.chip(), path)) {
        continue;
      }
      try (GpioChip chip = GpioChip.open(kernel, path.toString())) {
        seen.add("%s (%s, %d lines)".formatted(chip.name(), chip.label(), chip.lines()));
        if (isMeant(name.chip(), chip)) {
          lines(name, chip, found);
        }
      }
    }
    if (found.size() == 1) {
      return found.getFirst();
    }
    throw found.isEmpty() ? missing(name, paths, seen) : ambiguous(name, found);
  }

  private static void lines(LineName name, GpioChip chip, List<FoundLine> found)
      throws DeviceFault {
    if (name.isByNumber()) {
      found.add(new FoundLine(chip.path(), chip.label(), chip.info(Integer.parseInt(name.line()))));
      return;
    }
    for (int number = 0; number < chip.lines(); number++) {
      LineInfo info = chip.info(number);
      if (info.name().equals(name.line())) {
        found.add(new FoundLine(chip.path(), chip.label(), info));
      }
    }
  }

  /** A chip that is meant by its file need not be looked for in others, which may be forbidden. */
  private static boolean isOtherFile(String wanted, Path path) {
    boolean byFile = wanted.startsWith("gpiochip") || wanted.startsWith("/");
    return byFile && !wanted.equals(path.toString()) && !path.endsWith(wanted);
  }

  private static boolean isMeant(String wanted, GpioChip chip) {
    return wanted.isEmpty()
        || wanted.startsWith("gpiochip")
        || wanted.startsWith("/")
        || wanted.equals(chip.label());
  }

  private List<Path> paths() throws DeviceFault {
    try (Stream<Path> all = Files.list(devices)) {
      return all.filter(path -> path.getFileName().toString().matches("gpiochip\\d+"))
          // One chip may have a second name that points to it.
          .filter(path -> !Files.isSymbolicLink(path))
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    } catch (IOException e) {
      throw new DeviceFault(
          FaultKind.LINK_DOWN, "No GPIO chip can be looked for: " + e, "Check " + devices + ".");
    }
  }

  private DeviceFault missing(LineName name, List<Path> paths, List<String> seen) {
    if (paths.isEmpty()) {
      return new DeviceFault(
          FaultKind.LINK_DOWN,
          "There is no GPIO chip in " + devices + ", so no line " + name,
          "Use a machine with pins, or a kernel with the GPIO character device.");
    }
    return new DeviceFault(
        FaultKind.MISCONFIGURED,
        "There is no line " + name,
        seen.isEmpty()
            ? "Name a chip that there is: " + names(paths) + "."
            : "Check its name with gpioinfo; there are " + String.join(", ", seen) + ".");
  }

  private static String names(List<Path> paths) {
    return paths.stream()
        .map(path -> path.getFileName().toString())
        .collect(Collectors.joining(", "));
  }

  private static DeviceFault ambiguous(LineName name, List<FoundLine> found) {
    return new DeviceFault(
        FaultKind.MISCONFIGURED,
        "Several lines are called " + name,
        "Name the chip, too: "
            + found.stream().map(FoundLine::chip).distinct().collect(Collectors.joining(", "))
            + ".");
  }
}
