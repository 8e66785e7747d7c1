/**
 * What lamps, pick-to-lights and buzzers show. Pure, and never in the way of anything: it follows
 * from what doors and staff do, changes none of it, and is kept nowhere.
 */
package io.shelfkeeper.agent.core.signals;
