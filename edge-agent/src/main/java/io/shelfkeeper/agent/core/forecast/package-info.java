/** How well a shelf will be understood, told before anything has been sold from it. */
package io.shelfkeeper.agent.core.forecast;
