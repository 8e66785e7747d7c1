/**
 * The pins of a machine as a step machine: lines, LEDs that the kernel pulses, and what hangs at
 * them. The agent reaches them by a protocol of lines, which is decoded here a second time.
 */
@NullMarked
package io.shelfkeeper.simulator.pins;

import org.jspecify.annotations.NullMarked;
