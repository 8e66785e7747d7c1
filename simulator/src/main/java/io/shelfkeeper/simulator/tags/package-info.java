/**
 * Price tags as step machines: a radio node on a wire with the tags behind it, a display on a wire,
 * and what is to be seen on their glass. They decode for themselves.
 */
@NullMarked
package io.shelfkeeper.simulator.tags;

import org.jspecify.annotations.NullMarked;
