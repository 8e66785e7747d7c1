/** What a thing costs: whole minor units of a currency, and what of it is charged. Pure values. */
package io.shelfkeeper.agent.core.money;
