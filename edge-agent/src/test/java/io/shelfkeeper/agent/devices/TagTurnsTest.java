package io.shelfkeeper.agent.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shelfkeeper.agent.core.labels.Glass;
import io.shelfkeeper.agent.core.labels.LabelDrawing;
import io.shelfkeeper.agent.core.labels.LabelText;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Input;
import io.shelfkeeper.drivers.api.DeviceFault;
import io.shelfkeeper.drivers.api.FaultKind;
import io.shelfkeeper.drivers.api.PriceTags;
import io.shelfkeeper.drivers.api.TagJob;
import io.shelfkeeper.drivers.api.TagPicture;
import io.shelfkeeper.drivers.api.TagReading;
import io.shelfkeeper.drivers.link.ByteLink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TagTurnsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final LabelDrawing DRAWING =
      new LabelDrawing(
          new Glass(8, 8, 3),
          new LabelText("Tea", "1", ".", "49", "€", "", "", "", "", "tea", "", ""));

  private final List<Input> posted = new ArrayList<>();
  private final Station station = new Station();
  private final BusWorker worker =
      new BusWorker(
          0,
          new BusSetup(
              "radio-bus",
              station,
              List.of(),
              List.of(),
              List.of(),
              new StationChannel("radio1", 2, (link, nanos) -> station, this::draw),
              null),
          station,
          new KeptInputs(posted),
          () -> 0,
          new SharedSupplies());

  private TagPicture draw(LabelDrawing drawing) {
    if (drawing.text().name().isEmpty()) {
      throw new IllegalStateException("not in time");
    }
    return new TagPicture(8, 8, new byte[8], new byte[8]);
  }

  /** Virtual time, a wire, and a driver that says what it is told to say. */
  private static final class Station implements Pace, ByteLink, PriceTags {
    private final List<TagReading> readings = new ArrayList<>();
    private final List<TagJob> jobs = new ArrayList<>();
    private @Nullable DeviceFault fault;
    private long now;
    private int openings;
    private int turns;

    @Override
    public long nanos() {
      return now;
    }

    @Override
    public void until(long nanos) {
      now = Math.max(now, nanos);
    }

    @Override
    public void show(TagJob job) {
      jobs.add(job);
    }

    @Override
    public List<TagReading> turn(int waitMillis) throws DeviceFault {
      turns++;
      now += waitMillis * 1_000_000L;
      DeviceFault thrown = fault;
      if (thrown != null) {
        throw thrown;
      }
      List<TagReading> heard = List.copyOf(readings);
      readings.clear();
      return heard;
    }

    @Override
    public void open() {
      openings++;
    }

    @Override
    public int read(byte[] into, int offset, int length, int waitMillis) {
      return 0;
    }

    @Override
    public void write(byte[] bytes) {}

    @Override
    public void discardInput() {}

    @Override
    public void close() {}

    @Override
    public String where() {
      return "bench";
    }
  }

  private void run(long nanos) {
    long end = station.now + nanos;
    while (station.now < end) {
      worker.turn();
    }
  }

  private List<Input.TagsHeard> heard() {
    return posted.stream()
        .filter(Input.TagsHeard.class::isInstance)
        .map(Input.TagsHeard.class::cast)
        .toList();
  }

  private static Effect.ShowLabel label(LabelDrawing drawing) {
    return new Effect.ShowLabel(
        2, "T1", "01", "a job", drawing, TagJob.Showing.AT_ONCE, 9 * SECOND);
  }

  @Test
  void jobsReachTheDriverWithAPictureThatIsDrawnWhenItIsAskedFor() {
    worker.show(label(DRAWING));
    run(SECOND);
    TagJob job = station.jobs.getFirst();
    assertEquals("a job T1 01", job.id() + " " + job.tag() + " " + job.model());
    assertEquals(9 * SECOND, job.deadlineNanos());
    assertEquals(8, job.picture().get().width());
  }

  @Test
  void aLabelThatCannotBeDrawnEndsItsOwnJobOnly() {
    worker.show(
        label(
            new LabelDrawing(
                DRAWING.glass(),
                new LabelText("", "1", ".", "49", "€", "", "", "", "", "tea", "", ""))));
    run(SECOND);
    TagPicture none = station.jobs.getFirst().picture().get();
    assertEquals("1 x 1 pixels", none.toString(), "no driver takes that for a label");
    assertTrue(posted.stream().noneMatch(Input.DeviceFailed.class::isInstance));
  }

  @Test
  void whatIsHeardIsToldTogetherOnceASecond() {
    station.readings.add(new TagReading.StationReady("a node"));
    run(SECOND / 10);
    assertEquals(1, heard().size(), "that it is ready is told at once");
    assertEquals(2, heard().getFirst().station());
    for (int i = 0; i < 50; i++) {
      station.readings.add(new TagReading.Seen("T" + i, null));
      run(SECOND / 10);
    }
    int told = heard().size() - 1;
    assertTrue(told >= 4 && told <= 6, told + " times in five seconds");
    run(2 * SECOND);
    assertEquals(51, heard().stream().mapToInt(one -> one.readings().size()).sum());
    for (int i = 0; i < 64; i++) {
      station.readings.add(new TagReading.Seen("T" + i, null));
    }
    int before = heard().size();
    run(SECOND / 10);
    assertEquals(before + 1, heard().size(), "much is told at once");
  }

  @Test
  void aStationThatFailsIsOneFaultAndItsPortIsLeftAlone() {
    run(SECOND);
    station.fault = new DeviceFault(FaultKind.NO_ANSWER, "it says nothing", "Check its supply.");
    station.readings.add(new TagReading.Seen("T1", null));
    run(20 * SECOND);
    station.fault = null;
    run(5 * SECOND);
    List<String> told =
        posted.stream()
            .filter(
                input ->
                    input instanceof Input.DeviceFailed || input instanceof Input.DeviceRecovered)
            .map(
                input ->
                    input instanceof Input.DeviceFailed failed
                        ? "failed " + failed.device() + " " + failed.kind()
                        : "works")
            .toList();
    assertEquals(List.of("failed radio1 no_answer", "works"), told);
    assertEquals(1, station.openings, "a port that opens anew may reset the node");
    assertEquals(1, heard().size());
  }
}
