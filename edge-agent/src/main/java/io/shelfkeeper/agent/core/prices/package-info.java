/** What goods cost: lists of prices by version. Pure; money is whole minor units. */
package io.shelfkeeper.agent.core.prices;
