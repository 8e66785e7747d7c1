package io.shelfkeeper.agent.core.labels;

/** All that has to be known to draw one label, besides the words and templates of the site. */
public record LabelDrawing(Glass glass, LabelText text) {}
