/**
 * What a cell's readings are worth in grams: measured by people, kept, never guessed at a start.
 */
package io.shelfkeeper.agent.core.calibration;
