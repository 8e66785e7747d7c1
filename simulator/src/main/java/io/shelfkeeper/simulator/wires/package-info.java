/**
 * Ways for the far ends to be found: pseudo-terminal, TCP, memory. One thread per wire, which paces
 * bytes as the line would.
 */
@NullMarked
package io.shelfkeeper.simulator.wires;

import org.jspecify.annotations.NullMarked;
