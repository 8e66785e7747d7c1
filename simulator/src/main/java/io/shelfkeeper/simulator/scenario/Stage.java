package io.shelfkeeper.simulator.scenario;

import io.shelfkeeper.agent.config.SiteFile;
import io.shelfkeeper.simulator.models.FarEnd;
import io.shelfkeeper.simulator.models.Guarded;
import io.shelfkeeper.simulator.models.Trouble;
import io.shelfkeeper.simulator.models.Troubles;
import io.shelfkeeper.simulator.pins.PinHeader;
import io.shelfkeeper.simulator.pins.PinState;
import io.shelfkeeper.simulator.pins.WiredPin;
import io.shelfkeeper.simulator.tags.TagState;
import io.shelfkeeper.simulator.tags.Tags;
import io.shelfkeeper.simulator.world.BayState;
import io.shelfkeeper.simulator.world.CannotDo;
import io.shelfkeeper.simulator.world.CellProfile;
import io.shelfkeeper.simulator.world.Dice;
import io.shelfkeeper.simulator.world.DoorEvent;
import io.shelfkeeper.simulator.world.DoorState;
import io.shelfkeeper.simulator.world.Doors;
import io.shelfkeeper.simulator.world.Movement;
import io.shelfkeeper.simulator.world.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The shop of a site file with the far ends of all its buses, in virtual time: no thread, no port,
 * no clock. Everybody may call it; one at a time is served.
 */
public final class Stage {
  private static final long MINUTE_NANOS = 60_000_000_000L;

  private final Troubles troubles = new Troubles();
  private final World world;
  private final Doors doors;
  private final Tags tags;
  private final Map<String, FarEnd> lines = new LinkedHashMap<>();
  private final List<PinHeader> headers = new ArrayList<>();
  private final Targets targets;
  private final Sensors sensors;
  private final Chips chips;

  /**
   * @param seed the same seed and the same calls at the same times give the same shop
   * @param truth told of every physical movement when it begins
   */
  public Stage(SiteFile site, long seed, CellProfile profile, Consumer<Movement> truth) {
    this(site, seed, profile, truth, _ -> {});
  }

  /**
   * As above.
   *
   * @param doorTruth told of every pulse and every movement of a door
   */
  public Stage(
      SiteFile site,
      long seed,
      CellProfile profile,
      Consumer<Movement> truth,
      Consumer<DoorEvent> doorTruth) {
    this(site, seed, profile, truth, doorTruth, MINUTE_NANOS, (_, _) -> {});
  }

  /**
   * As above.
   *
   * @param minuteNanos how long a minute takes for price tags and their stations
   * @param onGlass told what a price tag shows when it has drawn
   */
  public Stage(
      SiteFile site,
      long seed,
      CellProfile profile,
      Consumer<Movement> truth,
      Consumer<DoorEvent> doorTruth,
      long minuteNanos,
      Tags.OnGlass onGlass) {
    tags = new Tags(onGlass);
    TagPlans tagPlans = new TagPlans(tags, seed, minuteNanos);
    doors = new Doors(LockPlans.doors(site), doorTruth);
    world = new World(seed, Plans.bays(site), profile, truth);
    targets = new Targets(site);
    sensors = new Sensors(site, world, troubles);
    chips = new Chips(site, world, troubles);
    for (SiteFile.Bus bus : site.buses()) {
      Dice dice = new Dice(seed, "bus " + bus.id());
      switch (bus.link()) {
        case SiteFile.Link.Pins _ -> lines.put(bus.id(), header(site, bus));
        case SiteFile.Link.I2c _ -> lines.put(bus.id(), chips.bus(bus.id()));
        case SiteFile.Link.Serial _, SiteFile.Link.Tcp _ ->
            lines.put(bus.id(), Plans.line(site, bus, world, doors, tagPlans, troubles, dice));
        case SiteFile.Link.Folder _ -> {}
      }
    }
  }

  private PinHeader header(SiteFile site, SiteFile.Bus bus) {
    List<WiredPin> pins = PinPlans.pins(site, bus, doors);
    targets.add(pins.stream().map(WiredPin::name).toList());
    PinHeader header = new PinHeader(bus.id(), pins, troubles);
    headers.add(header);
    return header;
  }

  /** What hangs on a bus of the site file. */
  public FarEnd farEnd(String bus) {
    FarEnd line = lines.get(bus);
    if (line == null) {
      throw new IllegalArgumentException("no bus " + bus);
    }
    return new Guarded(new Settling(line, doors), this);
  }

  /**
   * @param sku null for the bay's only product
   */
  public synchronized Movement take(String bay, @Nullable String sku, int count, long nanos)
      throws CannotDo {
    return world.take(bay, sku, count, nanos);
  }

  /** As {@link #take}. */
  public synchronized Movement put(String bay, @Nullable String sku, int count, long nanos)
      throws CannotDo {
    return world.put(bay, sku, count, nanos);
  }

  /** Makes something wrong; the same trouble again replaces the first. */
  public synchronized void start(Troubles.Active trouble) throws CannotDo {
    targets.check(trouble.kind(), trouble.target());
    troubles.start(trouble);
  }

  /**
   * @param target device, bus or line, null for everything
   * @return how many troubles ended
   */
  public synchronized int clear(@Nullable String target) throws CannotDo {
    if (target != null) {
      targets.check(target);
    }
    return target == null ? troubles.clear() : troubles.clear(target);
  }

  public synchronized boolean on(String target, Trouble kind, long nanos) {
    return troubles.on(target, kind, nanos);
  }

  public synchronized List<Troubles.Active> troubles(long nanos) {
    return troubles.active(nanos);
  }

  /** What hands do to a door. */
  public interface Act {
    void on(Doors doors, long nanos) throws CannotDo;
  }

  /** Does something to a door. */
  public synchronized void act(Act act, long nanos) throws CannotDo {
    doors.settle(nanos);
    act.on(doors, nanos);
  }

  /** What is done to price tags. */
  public interface TagAct {
    void on(Tags tags, long nanos) throws CannotDo;
  }

  /** Does something to price tags. */
  public synchronized void actOnTags(TagAct act, long nanos) throws CannotDo {
    act.on(tags, nanos);
  }

  /** What is true of all price tags. */
  public synchronized List<TagState> tags(long nanos) {
    return tags.states(nanos);
  }

  /** Whether there are sensors whose files are played. */
  boolean hasSensors() {
    return !sensors.isEmpty();
  }

  synchronized void makeSensors() throws IOException {
    sensors.make();
  }

  /**
   * Writes what the files of sensors are to say at that time.
   *
   * @return when to come again
   */
  synchronized long playSensors(long nanos) throws IOException {
    return sensors.play(nanos);
  }

  synchronized void clearSensors() throws IOException {
    sensors.clear();
  }

  /** Makes it so warm at a temperature probe. */
  synchronized void warm(String probe, double celsius) throws CannotDo {
    sensors.warm(probe, celsius);
  }

  /** What all chips and all temperature probes say, a line each. */
  synchronized String sensors(long nanos) {
    return chips.list(nanos) + sensors.list(nanos);
  }

  /** How all doors truly are. */
  public synchronized List<DoorState> doors(long nanos) {
    return doors.states(nanos);
  }

  /** How all pins are. */
  public synchronized List<PinState> pins(long nanos) {
    doors.settle(nanos);
    return headers.stream().flatMap(header -> header.states(nanos).stream()).toList();
  }

  /** Whether the case of the computer is open. */
  public synchronized boolean caseOpen() {
    return doors.caseOpen();
  }

  /** What truly stands in the shop. */
  public synchronized List<BayState> bays(long nanos) {
    return world.bays(nanos);
  }
}
