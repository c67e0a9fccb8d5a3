/** Numbers with names, on their way to the statistics: the application's own, and of backends. */
@NullMarked
package dev.serval.control.measure;

import org.jspecify.annotations.NullMarked;
