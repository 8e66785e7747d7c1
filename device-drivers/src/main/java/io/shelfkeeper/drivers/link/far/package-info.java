/**
 * Pins that another program of this machine plays, over a wire that carries a small protocol of
 * lines: see its README. What a shop has at its real pins works at played ones, with no pin there.
 */
@NullMarked
package io.shelfkeeper.drivers.link.far;

import org.jspecify.annotations.NullMarked;
