package io.shelfkeeper.agent.core.signals;

/**
 * One lamp, light or buzzer of the shop.
 *
 * @param id the site file's
 * @param device the site file's id of what plays it
 * @param bus the site file's id of that one's bus
 * @param soundSeconds a buzzer sounds no longer than this for one alarm; 0 for the others
 */
public record SignalPlan(
    String id, String device, String bus, SignalKind kind, Subject subject, int soundSeconds) {

  /** What it tells of. */
  public sealed interface Subject {
    /** As the site file writes it. */
    String word();
  }

  /**
   * @param id of the door
   */
  public record Door(String id) implements Subject {
    @Override
    public String word() {
      return "door/" + id;
    }
  }

  /**
   * @param id of the bay or compartment
   */
  public record Bay(String id) implements Subject {
    @Override
    public String word() {
      return "bay/" + id;
    }
  }

  /** All doors, and the case of this device. */
  public record Alarms() implements Subject {
    @Override
    public String word() {
      return "alarms";
    }
  }
}
