package io.shelfkeeper.agent.core.facts;

import io.shelfkeeper.agent.core.money.Charge;

/**
 * What one package of a product costs whoever takes it from a bay.
 *
 * @param bay the bay's id in the site file
 */
public record Priced(String bay, String sku, Charge charge) {}
