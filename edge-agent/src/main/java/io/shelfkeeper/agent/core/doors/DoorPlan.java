package io.shelfkeeper.agent.core.doors;

import org.jspecify.annotations.Nullable;

/**
 * One door with the lock that holds it.
 *
 * @param door the site file's id
 * @param lock index of its lock in the order of the site file
 * @param lockId the site file's id of that lock
 * @param board index of the board that pulses the lock
 * @param supply the site file's word for what feeds the coil
 * @param feedback the lock's own contact, or null
 * @param contact a switch beside it, or null
 * @param heldMillis open for longer than this is an alarm
 */
public record DoorPlan(
    String door,
    int lock,
    String lockId,
    int board,
    String supply,
    @Nullable ContactPlan feedback,
    @Nullable ContactPlan contact,
    long heldMillis) {}
