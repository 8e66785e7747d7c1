/**
 * A whole shop, played: a site file becomes world, far ends and wires, and people direct it from
 * the command line or a program. The only part of the simulator that reads a clock.
 */
@NullMarked
package io.shelfkeeper.simulator.scenario;

import org.jspecify.annotations.NullMarked;
