package io.shelfkeeper.deploy.process;

import io.shelfkeeper.deploy.demo.Application;
import io.shelfkeeper.deploy.demo.Child;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A program that is run to its end. */
public record Run(int exit, String output) {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  public static Run of(List<String> command) {
    return of(command, Map.of());
  }

  /** The packaged agent with these arguments. */
  static Run agent(String... arguments) {
    List<String> command = new ArrayList<>(List.of(Application.installed().agent()));
    command.addAll(List.of(arguments));
    return of(command);
  }

  static Run of(List<String> command, Map<String, String> environment) {
    try (Child child = Child.start(command.getFirst(), command, environment, line -> {})) {
      int exit = child.await(LIMIT);
      return new Run(exit, String.join("\n", child.lastLines()));
    }
  }
}
