/** Says back what arrived, for test suites. */
@NullMarked
package echo;

import org.jspecify.annotations.NullMarked;
