/** The durable record in SQLite: facts that wait, the core's own state, messages as received. */
package io.shelfkeeper.agent.journal;
