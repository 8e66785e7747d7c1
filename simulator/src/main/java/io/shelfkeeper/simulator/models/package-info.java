/**
 * The far ends of the wires as step machines: bytes in, bytes and times out. They encode for
 * themselves and share no code with the drivers, so that a mistake cannot cancel itself.
 */
@NullMarked
package io.shelfkeeper.simulator.models;

import org.jspecify.annotations.NullMarked;
