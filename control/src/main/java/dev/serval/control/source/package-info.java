/**
 * Where values of options come from: HOCON files, ini files, the environment, the command line, in
 * the order in which they count; and the errors about what is written there.
 *
 * <p>Reads files, starts nothing.
 */
@NullMarked
package dev.serval.control.source;

import org.jspecify.annotations.NullMarked;
