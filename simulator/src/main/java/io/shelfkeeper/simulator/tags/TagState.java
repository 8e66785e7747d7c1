package io.shelfkeeper.simulator.tags;

import java.util.Set;

/**
 * What is true of a tag.
 *
 * @param heardNanos when its station heard it last, 0 for never
 * @param checkIns how often it came and was answered
 * @param frames of picture data that were sent to it, by air or wire, lost ones included
 * @param pictures how often it drew
 * @param kept names the data of all pictures that it has, whole
 * @param shown names the data of what is on its glass, empty if it has not drawn yet
 */
public record TagState(
    TagPlan plan,
    boolean silent,
    int batteryMillivolts,
    long heardNanos,
    int checkIns,
    int frames,
    int pictures,
    Set<String> kept,
    String shown,
    Glass glass) {}
