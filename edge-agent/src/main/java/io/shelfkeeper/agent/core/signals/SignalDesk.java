package io.shelfkeeper.agent.core.signals;

import io.shelfkeeper.agent.core.doors.Doors;
import io.shelfkeeper.agent.core.doors.Raised;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.step.Effects;
import io.shelfkeeper.agent.core.step.StaffAnswer;
import io.shelfkeeper.agent.core.step.StaffRequest;
import io.shelfkeeper.agent.core.step.Status;
import io.shelfkeeper.agent.core.time.Moment;
import io.shelfkeeper.drivers.api.SignalPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Says what each signal shows, after every step anew, from how things are now.
 *
 * <p>A signal needs no permit and leaves no row. Nothing is decided by what it shows: whether a
 * door may open is the lock's business and whether it is open the contact's, so a signal that is
 * lost, late or wrong misleads a person for a moment and lets nobody in. For the same reason none
 * is saved: after a start all are off, and then they show what the doors, which are saved, say.
 */
public final class SignalDesk {
  private final List<SignalPlan> plans;
  private final Doors doors;
  private final Alarms alarms;
  private final int[] doorOfSignal;

  /** What each shows, as far as we said. */
  private final SignalPattern[] shown;

  /** Bays that staff wants to find, and until when. */
  private final Map<String, Long> litUntil = new HashMap<>();

  /** Devices and buses that do not work. */
  private final Set<String> failed = new HashSet<>();

  public SignalDesk(List<SignalPlan> plans, Doors doors) {
    this.plans = List.copyOf(plans);
    this.doors = doors;
    alarms = new Alarms(doors);
    shown = new SignalPattern[plans.size()];
    Arrays.fill(shown, SignalPattern.OFF);
    doorOfSignal = this.plans.stream().mapToInt(this::door).toArray();
  }

  private int door(SignalPlan plan) {
    if (!(plan.subject() instanceof SignalPlan.Door door)) {
      return -1;
    }
    int number = doors.number(door.id());
    if (number < 0) {
      throw new IllegalArgumentException(plan.id() + " shows no door: " + door.id());
    }
    return number;
  }

  /** A device or bus does not work. */
  public void deviceFailed(String device) {
    failed.add(device);
  }

  public void deviceRecovered(String device) {
    failed.remove(device);
  }

  private boolean works(SignalPlan plan) {
    return !failed.contains(plan.device()) && !failed.contains("bus/" + plan.bus());
  }

  /** Somebody looks for a bay. */
  public StaffAnswer light(Moment now, StaffRequest.LightBay asked) {
    List<SignalPlan> lights =
        plans.stream().filter(plan -> plan.kind() == SignalKind.LIGHT).toList();
    List<SignalPlan> own =
        lights.stream()
            .filter(plan -> plan.subject().equals(new SignalPlan.Bay(asked.bay())))
            .toList();
    if (own.isEmpty()) {
      return StaffAnswer.refused(
          lights.isEmpty()
              ? "There are no lights here. They are \"signals\" of the site file."
              : "No light is at \"%s\". There are lights at: %s."
                  .formatted(
                      asked.bay(),
                      String.join(
                          ", ", lights.stream().map(plan -> plan.subject().word()).toList())));
    }
    if (asked.seconds() < 1 || asked.seconds() > StaffRequest.LightBay.SECONDS_MAX) {
      return StaffAnswer.refused(
          "A light is on for 1 to %d seconds.".formatted(StaffRequest.LightBay.SECONDS_MAX));
    }
    if (own.stream().noneMatch(this::works)) {
      return StaffAnswer.refused(
          "The light at %s does not work. See the fault of %s; status shows it."
              .formatted(asked.bay(), own.getFirst().device()));
    }
    litUntil.put(asked.bay(), now.nanos() + asked.seconds() * Moment.NANOS_PER_SECOND);
    return StaffAnswer.done(
        "The light at %s is on for %d s.".formatted(asked.bay(), asked.seconds()));
  }

  /** Somebody has heard the buzzers. */
  public StaffAnswer silence() {
    if (plans.stream().noneMatch(plan -> plan.kind() == SignalKind.BUZZER)) {
      return StaffAnswer.refused(
          "There is no buzzer here. Buzzers are \"signals\" of the site file.");
    }
    int count = alarms.hear();
    return StaffAnswer.done(
        count == 0
            ? "No alarm stands."
            : "Silent until the next alarm. Alarms that stand: " + count + "; status names them.");
  }

  /**
   * To be called at the end of a step: wishes whatever has changed.
   *
   * @param restocked whether goods are to be put up in a bay
   */
  public void finish(Moment now, Predicate<String> restocked, Effects out) {
    if (plans.isEmpty()) {
      return;
    }
    alarms.look(now);
    litUntil.values().removeIf(until -> now.nanos() - until >= 0);
    for (int signal = 0; signal < shown.length; signal++) {
      SignalPattern pattern = pattern(signal, now, restocked);
      if (pattern != shown[signal]) {
        shown[signal] = pattern;
        out.add(new Effect.ShowSignal(signal, pattern));
      }
    }
  }

  private SignalPattern pattern(int signal, Moment now, Predicate<String> restocked) {
    SignalPlan plan = plans.get(signal);
    return switch (plan.kind()) {
      case LAMP -> lamp(doorOfSignal[signal], now);
      case LIGHT -> light(plan.subject(), restocked);
      case BUZZER -> buzzer(doorOfSignal[signal], now, plan.soundSeconds());
    };
  }

  /**
   * Steady from the release of the lock until the door is shut for good: never off while opening it
   * would be no alarm.
   */
  private SignalPattern lamp(int door, Moment now) {
    for (int place = first(door); place <= last(door); place++) {
      if (alarms.of(place) != Raised.NONE) {
        return SignalPattern.FAST_BLINK;
      }
    }
    return door >= 0 && doors.isFree(door, now) ? SignalPattern.STEADY : SignalPattern.OFF;
  }

  private SignalPattern light(SignalPlan.Subject subject, Predicate<String> restocked) {
    if (!(subject instanceof SignalPlan.Bay bay)) {
      return SignalPattern.OFF;
    }
    if (litUntil.containsKey(bay.id())) {
      return SignalPattern.STEADY;
    }
    return restocked.test(bay.id()) ? SignalPattern.SLOW_BLINK : SignalPattern.OFF;
  }

  /** Whoever shuts a door that was held open hears at once that this was it. */
  private SignalPattern buzzer(int door, Moment now, int soundSeconds) {
    SignalPattern pattern = SignalPattern.OFF;
    for (int place = first(door); place <= last(door); place++) {
      if (alarms.isLoud(place, now, soundSeconds)) {
        if (alarms.of(place) == Raised.FORCED) {
          return SignalPattern.FAST_BLINK;
        }
        pattern = doors.isFree(place, now) ? SignalPattern.BEEPS : pattern;
      }
    }
    return pattern;
  }

  private static int first(int door) {
    return Math.max(door, 0);
  }

  private int last(int door) {
    return door >= 0 ? door : alarms.places() - 1;
  }

  /** For people. */
  public List<Status.Signal> status() {
    List<Status.Signal> list = new ArrayList<>();
    for (int signal = 0; signal < shown.length; signal++) {
      SignalPlan plan = plans.get(signal);
      list.add(
          new Status.Signal(
              plan.id(),
              plan.kind().word(),
              plan.subject().word(),
              shown[signal].word(),
              works(plan)));
    }
    return list;
  }
}
