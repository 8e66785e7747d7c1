package io.shelfkeeper.agent.cli;

import io.shelfkeeper.agent.config.SiteFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Records the cells of a shop from its wires. */
public interface Recorder {
  /**
   * Records until the time is over or somebody stops the process.
   *
   * @param folder for the two files of the recording
   * @param seconds how long
   * @param data folder of the stopped agent: its counts, weights and calibrations begin the
   *     recording; or null: those of the site file do
   * @param out for what a person should know meanwhile
   * @return one of {@link ExitCode}
   * @throws IOException if the recording cannot be written, or {@code data} not be read
   */
  int record(SiteFile site, Path folder, long seconds, @Nullable Path data, PrintWriter out)
      throws IOException;
}
