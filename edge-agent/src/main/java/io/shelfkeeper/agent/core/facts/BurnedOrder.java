package io.shelfkeeper.agent.core.facts;

import io.shelfkeeper.agent.core.time.Moment;
import org.jspecify.annotations.Nullable;

/**
 * An order (or an offline code) that was used. It never moves anything again, whatever became of
 * it.
 *
 * @param order the order's id, 32 hexadecimal digits
 * @param digest SHA-256 of the bytes received, 64 hexadecimal digits: a known id with the same
 *     bytes is answered as before, with other bytes it is refused
 * @param at when it was burned
 * @param keepUntilMillis wall time up to which it could come back as valid; 0 for an order whose
 *     challenge dies with the process and makes it stale for ever
 * @param outcome what became of it as the core wrote it, null if that is not known yet
 */
public record BurnedOrder(
    String order, String digest, Moment at, long keepUntilMillis, byte @Nullable [] outcome) {}
