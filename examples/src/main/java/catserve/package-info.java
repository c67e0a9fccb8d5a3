/** A page with a random cat, to see which worker answers. */
@NullMarked
package catserve;

import org.jspecify.annotations.NullMarked;
