/**
 * The table of options, one class a section. Every option is declared here once; the command line,
 * HOCON, ini files, the environment, help, completion and the reference page all read it.
 */
@NullMarked
package dev.serval.control.table;

import org.jspecify.annotations.NullMarked;
