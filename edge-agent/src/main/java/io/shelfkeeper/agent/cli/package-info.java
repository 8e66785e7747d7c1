/** The words of the command line. Whatever does the work lives elsewhere. */
package io.shelfkeeper.agent.cli;
