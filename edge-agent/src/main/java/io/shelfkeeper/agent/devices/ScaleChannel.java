package io.shelfkeeper.agent.devices;

import io.shelfkeeper.drivers.api.Scale;
import io.shelfkeeper.drivers.link.ByteLink;
import java.util.function.Function;

/**
 * One scale on a bus.
 *
 * @param device the site file's id
 * @param cell index of the cell that it weighs
 * @param periodNanos wanted time between two readings
 * @param scale makes the driver over the bus's link
 */
public record ScaleChannel(
    String device, int cell, long periodNanos, Function<ByteLink, Scale> scale) {}
