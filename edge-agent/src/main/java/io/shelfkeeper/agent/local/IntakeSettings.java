package io.shelfkeeper.agent.local;

import io.shelfkeeper.agent.core.facts.NoteClass;
import java.net.SocketAddress;

/**
 * Where other programs hand over their events.
 *
 * @param address a path or an address of this machine
 * @param kind the class of a connection that declares none
 * @param telemetryMillis how long telemetry may wait for company before it is committed
 */
public record IntakeSettings(SocketAddress address, NoteClass kind, long telemetryMillis) {
  /** How long lines of a class may wait: the urgent and the lasting not at all. */
  long waitMillis(NoteClass of) {
    return of == NoteClass.TELEMETRY ? telemetryMillis : 0;
  }
}
