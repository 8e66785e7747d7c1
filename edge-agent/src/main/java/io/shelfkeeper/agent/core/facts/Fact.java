package io.shelfkeeper.agent.core.facts;

import io.shelfkeeper.agent.core.money.Amount;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the agent concluded and will tell the backend: the data of one event. A fact is immutable
 * and names things with the words of the site file; numbers of rows and times are added around it.
 */
public sealed interface Fact {

  /** The lane this fact travels in. */
  default Lane lane() {
    return switch (this) {
      case FaultOpened f -> Lane.ALARM;
      case FaultClosed f -> Lane.ALARM;
      case RolledBack f -> Lane.ALARM;
      case DoorForced f -> Lane.ALARM;
      case DoorHeld f -> Lane.ALARM;
      case DoorJammed f -> Lane.ALARM;
      case SensorStuck f -> Lane.ALARM;
      case SupplyLow f -> Lane.ALARM;
      case Tampered f -> Lane.ALARM;
      case DoorOpened f -> Lane.FACT;
      case DoorShut f -> Lane.FACT;
      case BayMeasured f -> Lane.TELEMETRY;
      case DeviceMeasured f -> Lane.TELEMETRY;
      case TemperatureMeasured f -> Lane.TELEMETRY;
      case ExternalNoted f -> f.kind().lane();
      case Dropped f -> Lane.TELEMETRY;
      case Salvaged f -> Lane.TELEMETRY; // behind all that is live
      case SalvageEnded f -> Lane.TELEMETRY;
      case StockMoved f -> Lane.FACT;
      case WeightUnexplained f -> Lane.FACT;
      case StockLow f -> Lane.FACT;
      case StockOut f -> Lane.FACT;
      case StockRecovered f -> Lane.FACT;
      case RestockEnded f -> Lane.FACT;
      case OrderDone f -> Lane.FACT;
      case OrderRefused f -> Lane.FACT;
      case DocumentRefused f -> Lane.FACT;
      case TrustChanged f -> Lane.FACT;
      case PricesStaged f -> Lane.FACT;
      case PricesActive f -> Lane.FACT;
      case PlanogramStaged f -> Lane.FACT;
      case PlanogramActive f -> Lane.FACT;
      case PriceConfirmed f -> Lane.TELEMETRY;
      case PriceMismatch f -> Lane.TELEMETRY;
      case TagSilent f -> Lane.TELEMETRY;
      case TagBatteryLow f -> Lane.TELEMETRY;
      case CampaignPlanned f -> Lane.FACT;
      case CampaignProgress f -> Lane.TELEMETRY;
      case CampaignEnded f -> Lane.FACT;
      case CellCalibrated f -> Lane.FACT;
      case WeightLearned f -> Lane.FACT;
      case AuditCheckpoint f -> Lane.FACT;
      case IncarnationStarted f -> Lane.FACT;
    };
  }

  /**
   * Packages moved at one shelf.
   *
   * @param shelf the cells that were weighed together; one bay is a shelf of its own unless the
   *     site file says otherwise
   * @param confidence probability that {@code items} is exactly right, 0 to 1
   * @param grams weight change that was seen; taken is negative
   * @param others up to three best readings, the first being {@code items}
   * @param counts packages believed to be there afterwards, for the bays touched
   * @param corrects id of the event that this one replaces, if any
   * @param charges what the products of {@code items} cost there, for shoppers' movements; none for
   *     products without a price
   */
  record StockMoved(
      String shelf,
      List<Item> items,
      Reason reason,
      double confidence,
      double grams,
      List<Hypothesis> others,
      List<Count> counts,
      @Nullable String corrects,
      List<Priced> charges)
      implements Fact {
    public StockMoved {
      items = List.copyOf(items);
      others = List.copyOf(others);
      counts = List.copyOf(counts);
      charges = List.copyOf(charges);
    }

    /** A movement that costs nobody anything. */
    public StockMoved(
        String shelf,
        List<Item> items,
        Reason reason,
        double confidence,
        double grams,
        List<Hypothesis> others,
        List<Count> counts,
        @Nullable String corrects) {
      this(shelf, items, reason, confidence, grams, others, counts, corrects, List.of());
    }
  }

  /** A lasting weight change that no product of ours explains. */
  record WeightUnexplained(String shelf, double grams, double confidence) implements Fact {}

  /**
   * No more packages than the bay's threshold, said once until it recovers.
   *
   * @param hoursLeft how long they will last at the pace of the last days, not a number if too few
   *     were taken to say
   */
  record StockLow(String bay, String sku, int count, int threshold, double hoursLeft)
      implements Fact {}

  /** The last package is believed gone, said once until it recovers. */
  record StockOut(String bay, String sku) implements Fact {}

  /** Back above the threshold. */
  record StockRecovered(String bay, String sku, int count) implements Fact {}

  /**
   * What a delivery should have brought, and what the shelves saw while it was put up.
   *
   * @param lines one for each product that was expected or changed in number
   */
  record RestockEnded(List<RestockLine> lines) implements Fact {
    public RestockEnded {
      lines = List.copyOf(lines);
    }
  }

  /**
   * The one final outcome of an order that was carried out.
   *
   * @param order the order's id, 32 hexadecimal digits
   * @param target what it was about, such as {@code lock/C3}
   * @param why stable word of the contract, empty where the outcome says it all
   * @param check what people should look at, in a sentence; may be empty
   * @param repeated whether this answers a repeat of an order that had ended already
   */
  record OrderDone(
      String order, String target, Outcome outcome, String why, String check, boolean repeated)
      implements Fact {}

  /**
   * An order that moved nothing.
   *
   * @param order the order's id as far as it could be read, at most 64 characters
   * @param code stable word of the contract
   * @param change what the sender has to change; tells an attacker nothing
   */
  record OrderRefused(String order, String code, String change) implements Fact {}

  /** A document (prices, planogram, trust) that changed nothing. */
  record DocumentRefused(String document, String code, String change) implements Fact {}

  /**
   * The root's newest bundle was taken: from now on these keys are believed and no others.
   *
   * @param keys ids of the keys that the bundle names
   */
  record TrustChanged(long version, List<String> keys) implements Fact {
    public TrustChanged {
      keys = List.copyOf(keys);
    }
  }

  /**
   * A list of prices was announced, or has come completely, or was withdrawn.
   *
   * @param activeFrom as the list says it
   * @param activeMillis the same by the wall clock, 0 for a list that is in force as soon as it can
   * @param parts of how many the list consists
   * @param missing numbers of those that have not come, from 0
   * @param waits for {@code parts}, {@code time} or {@code clock}; empty if for nothing
   */
  record PricesStaged(
      long version,
      String activeFrom,
      long activeMillis,
      int parts,
      List<Integer> missing,
      String waits)
      implements Fact {
    public PricesStaged {
      missing = List.copyOf(missing);
    }
  }

  /**
   * From now on these prices are charged.
   *
   * @param before the version in force until now, 0 for the site file's prices
   * @param prices how many the list has
   * @param unpriced products of this site that it has no price for
   */
  record PricesActive(long version, long before, String currency, int prices, List<String> unpriced)
      implements Fact {
    public PricesActive {
      unpriced = List.copyOf(unpriced);
    }
  }

  /**
   * A planogram was announced, or has come completely.
   *
   * @param apply as its manifest says it: {@code now} or {@code restock}
   * @param parts of how many it consists
   * @param missing numbers of those that have not come, from 0
   * @param waits for {@code parts} or {@code restock}; empty if for nothing
   */
  record PlanogramStaged(long version, String apply, int parts, List<Integer> missing, String waits)
      implements Fact {
    public PlanogramStaged {
      missing = List.copyOf(missing);
    }
  }

  /**
   * A planogram holds from the start on that follows at once.
   *
   * @param before the version that it replaces, 0 for the site file's own
   * @param changed bays that have other goods than before: unknown until somebody counts them
   */
  record PlanogramActive(long version, long before, List<String> changed) implements Fact {
    public PlanogramActive {
      changed = List.copyOf(changed);
    }
  }

  /**
   * A tag has its label, all of it, and draws it within some seconds.
   *
   * @param version of the price list that it was drawn by, 0 for the site file's prices
   * @param minor the price on it
   * @param label hash of all that is on it, 16 hexadecimal digits
   */
  record PriceConfirmed(
      String tag, String bay, String sku, long version, long minor, String currency, String label)
      implements Fact {}

  /**
   * A tag shows, or may show, another price than the one in force, for longer than it may; said
   * once when it begins and once when it ends.
   *
   * @param wanted the price in force, null if there is none
   * @param shows what it confirmed last, null if nobody knows what it shows
   * @param ended whether it is over
   */
  record PriceMismatch(
      String tag,
      String bay,
      String sku,
      @Nullable Amount wanted,
      @Nullable Amount shows,
      boolean ended)
      implements Fact {}

  /**
   * A tag was not heard for three check-ins and a margin although its station works; said once when
   * it begins and once when it ends.
   *
   * @param ended whether it is heard again
   */
  record TagSilent(String tag, String bay, String station, boolean ended) implements Fact {}

  /**
   * The battery of a tag is nearly empty; said once when it begins and once when it ends.
   *
   * @param millivolts as the tag measured it
   * @param ended whether it has a good one again
   */
  record TagBatteryLow(String tag, String bay, int millivolts, boolean ended) implements Fact {}

  /**
   * When tags will show another price list; told again when that is seen to be otherwise by more
   * than 15 %. Times are by the wall clock.
   *
   * @param activeFrom as the list says it
   * @param waits for {@code time} or {@code clock}; empty once it has begun
   * @param fromMillis when the first tags change
   * @param mostMillis when all but one in a hundred will have changed
   * @param earliestMillis one time in ten the last one will have changed sooner
   * @param latestMillis one time in ten it will later
   * @param stations those that have something to do
   */
  record CampaignPlanned(
      long version,
      String activeFrom,
      String waits,
      long fromMillis,
      long mostMillis,
      long earliestMillis,
      long latestMillis,
      Tags tags,
      List<Station> stations)
      implements Fact {
    public CampaignPlanned {
      stations = List.copyOf(stations);
    }

    /**
     * @param redrawn get their picture when it is time
     * @param reserve get it ahead and keep it
     * @param silent of both, those that are not heard and for which no time is forecast
     */
    public record Tags(int redrawn, int reserve, int silent) {}

    /**
     * @param tags that it will serve
     * @param untilMillis when it will be done, as often later as sooner
     */
    public record Station(String device, int tags, long untilMillis) {}
  }

  /**
   * How many tags show the list in force; once a minute at most while it changes, and at the end.
   */
  record CampaignProgress(long version, int confirmed, int of) implements Fact {}

  /**
   * All tags of a campaign have changed, or no more are waited for. What is missing is tried on.
   *
   * @param why {@code confirmed}, {@code waited}, or {@code replaced} by another list
   * @param laggards where tags are that do not show it
   * @param more how many further bays have such tags
   */
  record CampaignEnded(
      long version, String why, int confirmed, int of, List<Place> laggards, int more)
      implements Fact {
    public CampaignEnded {
      laggards = List.copyOf(laggards);
    }

    public record Place(String fixture, List<String> bays) {
      public Place {
        bays = List.copyOf(bays);
      }
    }
  }

  /**
   * A person has measured what a cell's readings are worth.
   *
   * @param method {@code reference}, {@code two_point}, {@code known_count} or {@code undone}
   * @param gain grams for a gram that the device shows
   * @param zero grams of the empty cell, not a number if it is not known
   * @param gainBefore the gain until now
   */
  record CellCalibrated(String cell, String method, double gain, double zero, double gainBefore)
      implements Fact {}

  /**
   * What packages of a product weigh is reckoned with otherwise from now on.
   *
   * @param why {@code learned}, {@code new_batch} or {@code forgotten}
   * @param grams mean of a package
   * @param gramsBefore the mean that was told before
   * @param siteGrams the mean by the site file
   * @param spread standard deviation between packages, grams
   * @param packages that were weighed by themselves since the batch began, 200 at most
   */
  record WeightLearned(
      String sku,
      String why,
      double grams,
      double gramsBefore,
      double siteGrams,
      double spread,
      int packages)
      implements Fact {}

  /**
   * How far the audit log had come, signed by the device: who keeps it can later tell whether the
   * log was changed or cut.
   *
   * @param entries number of the last entry
   * @param hash of that entry, 64 hexadecimal digits
   * @param key the device's public key, Ed25519, 32 bytes in base64url
   * @param signature see {@code core.audit.Checkpoints}, 64 bytes in base64url
   */
  record AuditCheckpoint(long entries, String hash, String key, String signature) implements Fact {}

  /**
   * The journal began a new count.
   *
   * @param cause {@code new}, {@code rolled_back}, {@code backend_behind} or {@code quarantined}
   * @param previous the incarnation before it, if known
   */
  record IncarnationStarted(String cause, @Nullable String previous) implements Fact {}

  /**
   * Rows that waited were dropped, because there was no room for them. It has the number and the id
   * of the last of them, and closes the range before itself.
   *
   * @param rows how many numbers it stands for, its own included; 1 or more
   */
  record Dropped(long rows) implements Fact {}

  /**
   * A row of a journal that was set aside as damaged. Its event has the id of that row.
   *
   * @param row with the incarnation, lane and number that it had
   */
  record Salvaged(OutboxRow row) implements Fact {}

  /**
   * All that can be read of a damaged journal has been told.
   *
   * @param folder where it lies
   * @param incarnation its own, null if even that cannot be read
   * @param rows how many were told
   * @param lost what cannot be read
   */
  record SalvageEnded(String folder, @Nullable String incarnation, long rows, List<LostRange> lost)
      implements Fact {
    public SalvageEnded {
      lost = List.copyOf(lost);
    }
  }

  /**
   * Something that should work does not, said once at its start.
   *
   * @param device the site file's word for it, such as {@code bus/fridge} or {@code scale/A3}
   * @param kind stable word of the contract, such as {@code no_answer}
   * @param what what happened and where, in a sentence
   * @param check what to look at next, in a sentence
   * @param exchanges the last exchanges on the wire, oldest first, if any
   */
  record FaultOpened(String device, String kind, String what, String check, List<String> exchanges)
      implements Fact {
    public FaultOpened {
      exchanges = List.copyOf(exchanges);
    }
  }

  /** The fault that was opened under the same device and kind has ended. */
  record FaultClosed(String device, String kind, long durationMillis, long count) implements Fact {}

  /**
   * The backend's mark does not fit this journal: one of the two was restored from an older copy.
   * With a backend that knows more, or another event under the same number, it was the journal;
   * with a backend that has forgotten what it acknowledged, it was the backend.
   *
   * @param seenIn the lane in which it showed; the alarm itself travels in the lane of alarms
   * @param backendSeq the number that the backend says it has
   * @param ownSeq ours: the last one given, or the last one acknowledged if the backend is behind
   */
  record RolledBack(Lane seenIn, long backendSeq, long ownSeq, String newIncarnation)
      implements Fact {}

  /**
   * A bay's weight and belief, now and then.
   *
   * @param grams gross, not zeroed
   * @param net of what lies there, not a number unless the zero of all its cells is known
   */
  record BayMeasured(String bay, double grams, double net, List<Count> counts) implements Fact {
    public BayMeasured {
      counts = List.copyOf(counts);
    }
  }

  /** How a device answered since the last such message. */
  record DeviceMeasured(String device, long polls, long failures) implements Fact {}

  /**
   * What a probe has measured since the last such message, degrees Celsius.
   *
   * @param readings at least 1
   */
  record TemperatureMeasured(String device, double min, double mean, double max, long readings)
      implements Fact {}

  /**
   * A door was seen to open.
   *
   * @param lock the site file's id of its lock
   * @param cause {@code released}, {@code forced}, or {@code found}: open, nobody knows since when
   */
  record DoorOpened(String door, String lock, String cause) implements Fact {}

  /** A door was seen to shut. */
  record DoorShut(String door, String lock) implements Fact {}

  /** A door opened that nobody was given leave for; said once while it is being played with. */
  record DoorForced(String door, String lock) implements Fact {}

  /** A door has been open for longer than this. */
  record DoorHeld(String door, String lock, long heldMillis) implements Fact {}

  /**
   * The pulse was made and the door did not open; said once until it does.
   *
   * @param order the order that failed so
   */
  record DoorJammed(String door, String lock, String order) implements Fact {}

  /**
   * A contact did not move while its door was used three times.
   *
   * @param sensor {@code feedback} of the lock, or the {@code contact} beside it
   * @param reads what it says all the time: {@code open}, {@code shut} or {@code unknown}
   */
  record SensorStuck(String door, String lock, String sensor, String reads) implements Fact {}

  /**
   * Boards fall silent when a lock is pulsed: the supply is too weak, or the line bad.
   *
   * @param pulses how many in a row did that
   */
  record SupplyLow(String supply, int pulses) implements Fact {}

  /**
   * Somebody is at the device itself.
   *
   * @param what {@code case_opened}
   */
  record Tampered(String what) implements Fact {}

  /**
   * What another program on this device wants the backend to know.
   *
   * @param source the program's name for itself, empty if it gave none
   * @param json one JSON object in UTF-8, as the program wrote it; never changed
   */
  record ExternalNoted(NoteClass kind, String source, byte[] json) implements Fact {}
}
