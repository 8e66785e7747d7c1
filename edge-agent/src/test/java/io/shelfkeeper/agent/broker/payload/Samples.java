package io.shelfkeeper.agent.broker.payload;

import io.shelfkeeper.agent.core.facts.Count;
import io.shelfkeeper.agent.core.facts.Fact;
import io.shelfkeeper.agent.core.facts.Hypothesis;
import io.shelfkeeper.agent.core.facts.Item;
import io.shelfkeeper.agent.core.facts.Lane;
import io.shelfkeeper.agent.core.facts.LostRange;
import io.shelfkeeper.agent.core.facts.NoteClass;
import io.shelfkeeper.agent.core.facts.OutboxRow;
import io.shelfkeeper.agent.core.facts.Outcome;
import io.shelfkeeper.agent.core.facts.Priced;
import io.shelfkeeper.agent.core.facts.Reason;
import io.shelfkeeper.agent.core.facts.RestockLine;
import io.shelfkeeper.agent.core.facts.StateReport;
import io.shelfkeeper.agent.core.money.Amount;
import io.shelfkeeper.agent.core.money.Charge;
import io.shelfkeeper.agent.core.step.Effect;
import io.shelfkeeper.agent.core.time.ClockTrust;
import io.shelfkeeper.agent.core.time.Moment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** One message of each kind, as the contract shows it. */
final class Samples {
  static final String INCARNATION = "0f6e1c9a4b7d4e21a3c58d90b1e27f34";
  static final String OLD_INCARNATION = "77aa01b2c3d4e5f60718293a4b5c6d7e";
  static final String EVENT = "5d0c3f7e9a1b4c2d8e6f70819a2b3c4d";
  static final String OTHER_EVENT = "c1d2e3f405162738495a6b7c8d9eafb0";
  static final String ORDER = "9f2c4e6a8b0d1f3355779900aaccee11";
  static final String CHALLENGE = "3b1e5d7f90a2c4e6f8011234567890ab";
  static final String SESSION = "8e1d6f2a90b34c5d";
  static final Moment AT = new Moment(1_793_610_930_250L, 86_412_345_000_000L, ClockTrust.TRUSTED);

  static final Identity IDENTITY =
      new Identity("demo-shop", "keeper-1", "0.1.0", "25.0.3", "4c1f9e02ab37d658");
  static final Inventory INVENTORY =
      new Inventory(
          List.of(new Inventory.Bus("fridge-bus", "serial")),
          List.of(new Inventory.Device("scale-a1", "rs485-transmitter", "fridge-bus", 1, "A1")));
  static final JsonPayloads PAYLOADS =
      new JsonPayloads(
          IDENTITY,
          INVENTORY,
          Map.of("water-500", "9506000134406", "ice", ""),
          () -> "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");

  private Samples() {}

  static List<Fact> facts() {
    List<Item> twoTaken = List.of(new Item("A1", "water-500", -2));
    List<Item> oneStrange = List.of(new Item("A1", Item.UNKNOWN, -1));
    List<Count> left = List.of(new Count("A1", "water-500", 10, 0.031));
    return List.of(
        new Fact.StockMoved(
            "A1",
            twoTaken,
            Reason.TAKEN,
            0.99996,
            -1046.18,
            List.of(new Hypothesis(twoTaken, 0.99996), new Hypothesis(oneStrange, 0.00003)),
            left,
            OTHER_EVENT,
            List.of(
                new Priced("A1", "water-500", new Charge(89, "EUR", 12, Charge.Basis.CONFIRMED)))),
        new Fact.WeightUnexplained("A1", -77.04, 0.97),
        new Fact.StockLow("A1", "water-500", 3, 3, 5.2),
        new Fact.StockOut("A1", "water-500"),
        new Fact.StockRecovered("A1", "water-500", 9),
        new Fact.RestockEnded(List.of(new RestockLine("A1", "water-500", 12, 11))),
        new Fact.OrderDone(
            ORDER,
            "lock/C3",
            Outcome.FAILED,
            "jammed",
            "Look whether something holds the door of lock/C3.",
            false),
        new Fact.OrderRefused(ORDER, "stale", "Sign it again with the newest challenge."),
        new Fact.DocumentRefused(
            "", "old_version", "Give the bundle a higher version than any before."),
        new Fact.TrustChanged(7, List.of("shop-2026", "shop-2027")),
        new Fact.PricesStaged(
            12, "2026-12-24T00:00", 1_798_066_800_000L, 3, List.of(0, 2), "parts"),
        new Fact.PricesActive(12, 11, "EUR", 1_234, List.of("tea")),
        new Fact.PlanogramStaged(3, "restock", 2, List.of(1), "parts"),
        new Fact.PlanogramActive(3, 0, List.of("A1", "A2")),
        new Fact.PriceConfirmed(
            "0000021D4E3A3C5B", "A1", "water-500", 12, 89, "EUR", "5d0f6bdb8a0c9c3f"),
        new Fact.PriceMismatch(
            "0000021D4E3A3C5B",
            "A1",
            "water-500",
            new Amount(89, "EUR", 12),
            new Amount(99, "EUR", 11),
            false),
        new Fact.TagSilent("0000021D4E3A3C5B", "A1", "radio1", false),
        new Fact.TagBatteryLow("0000021D4E3A3C5B", "A1", 2_390, false),
        new Fact.CampaignPlanned(
            12,
            "2026-12-24T00:00",
            "time",
            1_798_066_800_000L,
            1_798_069_200_000L,
            1_798_069_800_000L,
            1_798_071_600_000L,
            new Fact.CampaignPlanned.Tags(180, 20, 3),
            List.of(new Fact.CampaignPlanned.Station("radio1", 200, 1_798_070_400_000L))),
        new Fact.CampaignProgress(12, 184, 200),
        new Fact.CampaignEnded(
            12,
            "waited",
            198,
            200,
            List.of(new Fact.CampaignEnded.Place("fridge", List.of("A1", "A2"))),
            0),
        new Fact.CellCalibrated("A1", "two_point", 1.0204, 412.3, 1),
        new Fact.WeightLearned("cola-330", "new_batch", 358.2, 351.4, 351.4, 1.7, 9),
        new Fact.DoorOpened("C3-door", "C3", "released"),
        new Fact.DoorShut("C3-door", "C3"),
        new Fact.DoorForced("C3-door", "C3"),
        new Fact.DoorHeld("C3-door", "C3", 60_000),
        new Fact.DoorJammed("C3-door", "C3", ORDER),
        new Fact.SensorStuck("C3-door", "C3", "feedback", "open"),
        new Fact.SupplyLow("main", 2),
        new Fact.Tampered("case_opened"),
        new Fact.AuditCheckpoint(
            4_000,
            "5d0f6bdb8a0c9c3f6b9a2e6b1a7c8d4e9f00112233445566778899aabbccddee",
            "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
            "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"),
        new Fact.FaultOpened(
            "scale/scale-a1",
            "no_answer",
            "The scale at address 1 of fridge-bus does not answer.",
            "Check its plug and its address switch.",
            List.of("12.345 > 010300000002c40b", "12.545 < nothing")),
        new Fact.FaultClosed("scale/scale-a1", "no_answer", 61_250, 122),
        new Fact.RolledBack(Lane.FACT, 5120, 5093, INCARNATION),
        new Fact.IncarnationStarted("rolled_back", OLD_INCARNATION),
        new Fact.Dropped(1200),
        new Fact.Salvaged(
            new OutboxRow(
                OLD_INCARNATION,
                Lane.FACT,
                977,
                OTHER_EVENT,
                5,
                AT,
                "io.shelfkeeper.door.shut.v1",
                "door/C3-door",
                "{\"door\":\"C3-door\",\"lock\":\"C3\"}".getBytes(StandardCharsets.UTF_8))),
        new Fact.SalvageEnded(
            "1",
            OLD_INCARNATION,
            212,
            List.of(new LostRange(Lane.FACT, 980, 991), new LostRange(Lane.TELEMETRY, 40_112, 0))),
        new Fact.BayMeasured("A1", 5230.4, 4818.1, left),
        new Fact.DeviceMeasured("scale/scale-a1", 3000, 2),
        new Fact.TemperatureMeasured("fridge-air", 3.9375, 4.21, 4.625, 6),
        new Fact.ExternalNoted(
            NoteClass.FACT,
            "camera-1",
            "{\"seq\":41,\"people\":2,\"door\":\"in\"}".getBytes(StandardCharsets.UTF_8)));
  }

  static OutboxRow row(Fact fact) {
    JsonPayloads.Written written = PAYLOADS.write(fact);
    return new OutboxRow(
        INCARNATION,
        fact.lane(),
        1234,
        EVENT,
        7,
        AT,
        written.type(),
        written.subject(),
        written.data());
  }

  static Effect.PublishBirth birth() {
    return new Effect.PublishBirth(3, 1, SESSION, INCARNATION, 7, AT);
  }

  static Effect.PublishChallenge challenge() {
    return new Effect.PublishChallenge(3, 2, CHALLENGE, 20_000, INCARNATION, 7, AT);
  }

  static StateReport state() {
    return new StateReport(
        INCARNATION,
        7,
        AT,
        Map.of(Lane.ALARM, 4L, Lane.FACT, 1234L),
        List.of(
            new StateReport.Bay(
                "A1", true, 5230.4, List.of(new Count("A1", "water-500", 10, 0.031))),
            new StateReport.Bay(
                "A2", false, Double.NaN, List.of(new Count("A2", "cola-330", 12, 1)))));
  }
}
