/**
 * Converters and probes that a machine reads by itself, as step machines: chips on a bus behind a
 * protocol of lines, and sensors whose files a kernel would write.
 */
@NullMarked
package io.shelfkeeper.simulator.sensors;

import org.jspecify.annotations.NullMarked;
