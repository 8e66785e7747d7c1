package io.shelfkeeper.agent;

import io.shelfkeeper.agent.cli.ExitCode;
import io.shelfkeeper.agent.cli.Recorder;
import io.shelfkeeper.agent.config.Setups;
import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.agent.core.LastRun;
import io.shelfkeeper.agent.core.state.StateReader;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.agent.core.stock.StockSetup;
import io.shelfkeeper.agent.devices.BusSetup;
import io.shelfkeeper.agent.devices.SiteBuses;
import io.shelfkeeper.agent.health.SystemEntropy;
import io.shelfkeeper.agent.journal.StateFile;
import io.shelfkeeper.agent.loop.Inbox;
import io.shelfkeeper.agent.ports.Buses;
import io.shelfkeeper.agent.replay.RecordingWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Records by the agent's own bus threads and drivers, without the agent: the same bytes are asked
 * for at the same pace, and a slow disk can delay nobody who sells. Opens no bus with lock boards,
 * because whoever opens one drives its outputs.
 *
 * <p>The other way, a tap in the running agent, would have to hand every sample through its loop to
 * a reader that may be slow. It was left out until somebody needs it.
 */
final class LiveRecorder implements Recorder {
  private static final int BATCH_MAX = 256;
  private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long END_MILLIS = 5_000;

  @Override
  public int record(SiteFile site, Path folder, long seconds, @Nullable Path data, PrintWriter out)
      throws IOException {
    LastRun shop = shop(Setups.of(site).stock(), data);
    List<BusSetup> scales =
        Wiring.buses(site, TagWiring.drawer(null)).stream()
            .filter(bus -> !bus.scales().isEmpty())
            .toList();
    Inbox inbox = new Inbox();
    Thread recording = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(inbox, recording), "stop"));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    RecordingWriter writer = new RecordingWriter(folder, shop);
    try (writer;
        SiteBuses buses = new SiteBuses(scales, inbox, new SystemEntropy(), inbox::end)) {
      buses.start();
      out.println("Recording to " + folder + ". Ctrl-C ends it.");
      record(inbox, buses, writer, end, out);
    }
    out.println(writer.written() + " samples recorded, " + writer.late() + " came too late.");
    return writer.written() > 0 ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static LastRun shop(StockSetup setup, @Nullable Path data) throws IOException {
    if (data == null) {
      return LastRun.none(setup);
    }
    try {
      return LastRun.of(setup, StateFile.read(data));
    } catch (NoSuchFileException e) {
      throw new IOException(
          "There is no journal in " + data + ". Give the folder that \"run --data\" was given.", e);
    } catch (StateReader.Unreadable | IllegalArgumentException e) {
      throw new IOException(
          "What the agent left in %s is of another release or damaged: %s. Record without --data."
              .formatted(data, e.getMessage()),
          e);
    }
  }

  private static void record(
      Inbox inbox, Buses buses, RecordingWriter writer, long end, PrintWriter out)
      throws IOException {
    List<Input> batch = new ArrayList<>();
    while (System.nanoTime() - end < 0) {
      batch.clear();
      inbox.take(batch, BATCH_MAX);
      for (Input input : batch) {
        switch (input) {
          case Input.Samples samples -> {
            writer.add(samples.block());
            buses.recycle(samples.bus(), samples.block());
          }
          case Input.DeviceFailed fault -> out.println(fault.what() + " " + fault.check());
          case Input.DeviceRecovered fault -> out.println(fault.device() + " answers again.");
          case Input.SamplesLost lost ->
              out.println(lost.count() + " samples were lost: this machine is too busy.");
          case Input.StopAsked stop -> {
            return;
          }
          default -> {}
        }
      }
      try {
        inbox.await(WAIT_NANOS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** In the hook of Ctrl-C: the process would end with this method, so it waits for the files. */
  private static void stop(Inbox inbox, Thread recording) {
    inbox.post(new Input.StopAsked());
    try {
      recording.join(END_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
