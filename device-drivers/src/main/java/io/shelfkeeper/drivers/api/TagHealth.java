package io.shelfkeeper.drivers.api;

/**
 * What a tag says of itself when it reports. Values that its maker does not measure are {@link
 * #UNKNOWN}.
 *
 * @param model the kind of tag, in the words of its maker
 * @param batteryMillivolts under the load of its radio
 * @param rssiDbm how strongly it heard its station last time
 * @param linkQuality 0 to 255, the more the better
 * @param temperature whole degrees Celsius inside the tag
 * @param firmware the maker's number
 * @param wake why it is awake
 */
public record TagHealth(
    String model,
    int batteryMillivolts,
    int rssiDbm,
    int linkQuality,
    int temperature,
    int firmware,
    Wake wake) {

  /** Stands for a value that is not known. */
  public static final int UNKNOWN = Integer.MIN_VALUE;

  /** Why a tag is awake. */
  public enum Wake {
    TIME,
    BUTTON,
    NFC,
    RADIO,
    /** An input of the tag that is no button. */
    INPUT,
    /** It was told to take a firmware and did not. */
    UPDATE_REFUSED,
    FIRST_START,
    /** It had lost its station and looks for one. */
    SEARCH,
    /** Its watchdog, or whatever else makes it begin anew. */
    RESTART,
    OTHER;

    /** Whether it started anew: what it shows now is not known, whatever it confirmed before. */
    public boolean forgets() {
      return switch (this) {
        case UPDATE_REFUSED, FIRST_START, SEARCH, RESTART -> true;
        case TIME, BUTTON, NFC, RADIO, INPUT, OTHER -> false;
      };
    }
  }
}
