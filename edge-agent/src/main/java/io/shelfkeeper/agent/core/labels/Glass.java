package io.shelfkeeper.agent.core.labels;

/**
 * What a label is drawn for.
 *
 * @param width in pixels, 1 to 4,096 as the height
 * @param inks colours, white included: 2 or more
 */
public record Glass(int width, int height, int inks) {}
