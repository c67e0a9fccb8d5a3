/**
 * Small measurements of the pieces on a request's way, by JMH: what a change of one of them costs.
 * What a request costs as a whole, only {@code bench/compare} tells.
 */
@NullMarked
package dev.serval.bench;

import org.jspecify.annotations.NullMarked;
