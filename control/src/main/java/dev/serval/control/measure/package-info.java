/** The application's own numbers, on their way from workers to the statistics. */
@NullMarked
package dev.serval.control.measure;

import org.jspecify.annotations.NullMarked;
