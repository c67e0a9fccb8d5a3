/**
 * HTTP as we accept it: limits, refusals, and the way from a request to uwsgi variables and back.
 *
 * <p>Shared by the router ({@code --http}) and by workers that speak HTTP themselves ({@code
 * --http-socket}), so that both refuse the same requests. Knows no process, socket or thread;
 * everything runs on the event loop of the client's channel.
 */
@NullMarked
package dev.serval.http;

import org.jspecify.annotations.NullMarked;
