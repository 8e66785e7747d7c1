package io.shelfkeeper.agent.loop;

import io.shelfkeeper.agent.ports.Broker;
import io.shelfkeeper.agent.ports.Buses;
import io.shelfkeeper.agent.ports.Clock;
import io.shelfkeeper.agent.ports.Journal;
import io.shelfkeeper.agent.ports.NoteReplies;
import io.shelfkeeper.agent.ports.Notices;
import io.shelfkeeper.agent.ports.Payloads;
import io.shelfkeeper.agent.ports.StaffReplies;
import io.shelfkeeper.agent.ports.StatusReplies;
import io.shelfkeeper.agent.ports.Watchdog;

/** Everything that the loop acts upon. Opened and closed by whoever starts it. */
public record Outside(
    Journal journal,
    Broker broker,
    Buses buses,
    Clock clock,
    Payloads payloads,
    Watchdog watchdog,
    Notices notices,
    StatusReplies replies,
    NoteReplies notes,
    StaffReplies staff) {}
