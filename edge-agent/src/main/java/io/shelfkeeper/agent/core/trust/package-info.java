/**
 * Who may say what: issuer keys under one root, and messages that were signed by them. Pure: bytes
 * and keys in, values out. Nothing here moves anything; it only tells what is authentic.
 */
package io.shelfkeeper.agent.core.trust;
