/** Doors, their contacts and the case: what was seen, and what is an alarm. Pure. */
package io.shelfkeeper.agent.core.doors;
