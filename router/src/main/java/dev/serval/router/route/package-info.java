/**
 * What the operator's rules say about a request: where it goes, or how it is answered at once.
 *
 * <p>The rules themselves are shared by all event loops and do not change; what counts (rates,
 * known users) says how it is shared. A {@link dev.serval.router.route.Route} belongs to one
 * request.
 */
@NullMarked
package dev.serval.router.route;

import org.jspecify.annotations.NullMarked;
