/** Looks at every wire of a shop before it opens, and says what to change. */
package io.shelfkeeper.agent.doctor;
