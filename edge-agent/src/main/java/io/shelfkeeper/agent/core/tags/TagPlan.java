package io.shelfkeeper.agent.core.tags;

import io.shelfkeeper.agent.core.labels.Glass;

/**
 * One price tag by the site file.
 *
 * @param id its name as its station reports it
 * @param station index of its station in {@link TagSetup#stations()}
 * @param model the kind of tag, in the words of its maker
 * @param bay where it hangs
 * @param sku the product that it shows
 * @param reserve whether it keeps a picture in reserve
 */
public record TagPlan(
    String id, int station, String model, Glass glass, String bay, String sku, boolean reserve) {}
