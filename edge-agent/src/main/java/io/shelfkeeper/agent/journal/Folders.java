package io.shelfkeeper.agent.journal;

import io.shelfkeeper.agent.ports.Journal.JournalFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes the folders of the journal. */
final class Folders {
  private Folders() {}

  static void make(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new JournalFailure(
          JournalFailure.Kind.BROKEN,
          "cannot make the folder "
              + folder
              + " ("
              + e.getMessage()
              + "); check that its parent exists and belongs to the agent's user",
          e);
    }
  }
}
