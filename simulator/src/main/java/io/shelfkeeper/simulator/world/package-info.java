/**
 * The physical shop: goods, hands, weighing cells, climate. A function of seed, instructions and
 * virtual time; knows nothing of wires, of the agent or of any clock.
 */
@NullMarked
package io.shelfkeeper.simulator.world;

import org.jspecify.annotations.NullMarked;
