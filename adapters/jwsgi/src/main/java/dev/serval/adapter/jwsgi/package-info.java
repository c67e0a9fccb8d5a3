/**
 * Applications for uWSGI's JWSGI.
 *
 * <p>Requests run on the worker's cores. The class {@code uwsgi}, which has no package, is the
 * application's way to ask for something; it asks {@link dev.serval.adapter.jwsgi.UwsgiCalls}.
 */
@NullMarked
package dev.serval.adapter.jwsgi;

import org.jspecify.annotations.NullMarked;
