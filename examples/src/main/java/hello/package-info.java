/** The smallest application: twelve bytes of text, for benchmarks. */
@NullMarked
package hello;

import org.jspecify.annotations.NullMarked;
