/**
 * What a backend publishes for this site: bundles of issuer keys, prices, planograms. Pure; nothing
 * of it is believed before its signature is.
 */
package io.shelfkeeper.agent.core.documents;
