package io.shelfkeeper.agent.local;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.shelfkeeper.agent.core.facts.Count;
import io.shelfkeeper.agent.core.facts.StateReport;
import io.shelfkeeper.agent.core.step.Status;
import io.shelfkeeper.agent.ports.JournalUse;
import io.shelfkeeper.agent.ports.Storage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The status as JSON. Its keys are read by scripts: they are added to, never changed. */
final class StatusJson {
  private final JsonFactory factory = new JsonFactory();
  private final Identity identity;
  private final Storage storage;

  StatusJson(Identity identity, Storage storage) {
    this.storage = storage;
    this.identity = identity;
  }

  /** One line with its end. */
  byte[] line(Status status, JournalUse journal) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    try (JsonGenerator json = factory.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("site", identity.site());
      json.writeStringField("device", identity.device());
      json.writeStringField("version", identity.version());
      json.writeStringField("key", identity.key());
      json.writeStringField("connection", status.connection());
      state(json, status);
      cells(json, status);
      lanes(json, status);
      storage(json, journal);
      orders(json, status.orders());
      doors(json, status);
      signals(json, status);
      tags(json, status.tags());
      campaign(json, status.campaign());
      temperatures(json, status);
      faults(json, status);
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return bytes.toByteArray();
  }

  private static void state(JsonGenerator json, Status status) throws IOException {
    StateReport state = status.state();
    json.writeStringField("incarnation", state.incarnation());
    json.writeNumberField("boot", state.boot());
    json.writeNumberField("wall_millis", state.at().wallMillis());
    json.writeStringField("clock", state.at().clock().name().toLowerCase(Locale.ROOT));
    json.writeArrayFieldStart("bays");
    for (StateReport.Bay bay : state.bays()) {
      bay(json, bay, status.lasts());
    }
    json.writeEndArray();
  }

  private static void cells(JsonGenerator json, Status status) throws IOException {
    json.writeArrayFieldStart("cells");
    for (Status.Cell cell : status.cells()) {
      json.writeStartObject();
      json.writeStringField("cell", cell.cell());
      json.writeStringField("calibrated", cell.method());
      if (cell.wallMillis() > 0) {
        json.writeNumberField("calibrated_wall_millis", cell.wallMillis());
      }
      json.writeNumberField("earlier", cell.earlier());
      json.writeNumberField("gain", Math.round(cell.gain() * 1e5) / 1e5);
      number(json, "zero", cell.zero());
      number(json, "drift", cell.drift());
      number(json, "drift_daily", cell.daily());
      json.writeBooleanField("drifting", cell.alarm());
      number(json, "trust", cell.trust());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void bay(JsonGenerator json, StateReport.Bay bay, List<Status.Lasts> lasts)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("bay", bay.bay());
    json.writeBooleanField("known", bay.known());
    number(json, "grams", bay.grams());
    json.writeArrayFieldStart("products");
    for (Count count : bay.counts()) {
      json.writeStartObject();
      json.writeStringField("sku", count.sku());
      json.writeNumberField("count", count.count());
      number(json, "sd", count.sd());
      for (Status.Lasts one : lasts) {
        if (one.bay().equals(count.bay()) && one.sku().equals(count.sku())) {
          number(json, "hours_left", one.hours());
        }
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** A tenth of a gram is all that a scale knows; JSON has no word for what is no number. */
  private static void number(JsonGenerator json, String key, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumberField(key, Math.round(value * 100) / 100.0);
    } else {
      json.writeNullField(key);
    }
  }

  private static void lanes(JsonGenerator json, Status status) throws IOException {
    json.writeArrayFieldStart("lanes");
    for (Status.LaneStatus lane : status.lanes()) {
      json.writeStartObject();
      json.writeStringField("lane", lane.lane().word());
      json.writeNumberField("last", lane.last());
      json.writeNumberField("acknowledged", lane.acknowledged().seq());
      json.writeNumberField("waiting", lane.last() - lane.acknowledged().seq());
      json.writeNumberField("oldest_millis", lane.oldestMillis());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Left out where the system does not tell: the rest is worth an answer. */
  private void storage(JsonGenerator json, JournalUse journal) throws IOException {
    Storage.Use use;
    try {
      use = storage.use();
    } catch (IOException e) {
      return;
    }
    json.writeObjectFieldStart("storage");
    json.writeNumberField("free_bytes", use.freeBytes());
    json.writeNumberField("journal_bytes", use.journalBytes());
    json.writeNumberField("used_bytes", journal.usedBytes());
    json.writeNumberField("room_bytes", journal.roomBytes(use.freeBytes()));
    json.writeNumberField("stored_rows", journal.rows());
    json.writeNumberField("dropped_rows", journal.droppedRows());
    json.writeNumberField("written_bytes", use.writtenBytes());
    json.writeNumberField("running_millis", use.runningMillis());
    json.writeNumberField("card_terabytes", use.cardTerabytes());
    json.writeEndObject();
  }

  private static void orders(JsonGenerator json, Status.@Nullable Orders orders)
      throws IOException {
    if (orders == null) {
      return;
    }
    json.writeObjectFieldStart("orders");
    json.writeBooleanField("root_installed", orders.rootInstalled());
    json.writeNumberField("trust_version", orders.trustVersion());
    json.writeNumberField("keys", orders.keys());
    json.writeNumberField("done", orders.done());
    json.writeNumberField("refused", orders.refused());
    json.writeEndObject();
  }

  private static void doors(JsonGenerator json, Status status) throws IOException {
    json.writeArrayFieldStart("doors");
    for (Status.Door door : status.doors()) {
      json.writeStartObject();
      json.writeStringField("door", door.door());
      json.writeStringField("lock", door.lock());
      json.writeStringField("state", door.view());
      json.writeStringField("alarm", door.alarm());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void signals(JsonGenerator json, Status status) throws IOException {
    json.writeArrayFieldStart("signals");
    for (Status.Signal signal : status.signals()) {
      json.writeStartObject();
      json.writeStringField("signal", signal.signal());
      json.writeStringField("kind", signal.kind());
      json.writeStringField("tells", signal.tells());
      json.writeStringField("shows", signal.pattern());
      json.writeBooleanField("works", signal.works());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void campaign(JsonGenerator json, Status.@Nullable Campaign campaign)
      throws IOException {
    if (campaign == null) {
      return;
    }
    json.writeObjectFieldStart("campaign");
    json.writeNumberField("version", campaign.version());
    json.writeStringField("phase", campaign.phase());
    json.writeNumberField("confirmed", campaign.confirmed());
    json.writeNumberField("of", campaign.of());
    json.writeNumberField("from_wall_millis", campaign.fromMillis());
    json.writeNumberField("most_wall_millis", campaign.mostMillis());
    json.writeNumberField("last_wall_millis", campaign.latestMillis());
    json.writeEndObject();
  }

  private static void tags(JsonGenerator json, Status.@Nullable Tags tags) throws IOException {
    if (tags == null) {
      return;
    }
    json.writeObjectFieldStart("tags");
    json.writeNumberField("total", tags.total());
    json.writeNumberField("confirmed", tags.right());
    json.writeNumberField("waiting", tags.waiting());
    json.writeNumberField("silent", tags.silent());
    json.writeNumberField("mismatched", tags.mismatched());
    json.writeNumberField("battery_low", tags.low());
    json.writeArrayFieldStart("laggards");
    for (Status.Laggard laggard : tags.laggards()) {
      json.writeStartObject();
      json.writeStringField("bay", laggard.bay());
      json.writeStringField("tag", laggard.tag());
      json.writeStringField("why", laggard.why());
      if (laggard.heardMillis() >= 0) {
        json.writeNumberField("heard_millis", laggard.heardMillis());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void temperatures(JsonGenerator json, Status status) throws IOException {
    json.writeArrayFieldStart("temperatures");
    for (Status.Probe probe : status.probes()) {
      json.writeStartObject();
      json.writeStringField("device", probe.device());
      number(json, "celsius", probe.celsius());
      json.writeNumberField("ago_millis", probe.agoMillis());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void faults(JsonGenerator json, Status status) throws IOException {
    json.writeArrayFieldStart("faults");
    for (Status.OpenFault fault : status.faults()) {
      json.writeStartObject();
      json.writeStringField("device", fault.device());
      json.writeStringField("kind", fault.kind());
      json.writeStringField("what", fault.what());
      json.writeStringField("check", fault.check());
      json.writeNumberField("for_millis", fault.forMillis());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
