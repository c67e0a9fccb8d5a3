/**
 * Runs a Spring Boot program in one jar, whose Tomcat binds no port: the worker's requests are its
 * requests.
 *
 * <p>The jar is unpacked and loaded from there, with the bridge (module {@code boot-bridge}) at the
 * end of its class path. Start and end run on the worker's main thread; {@code main} has one of its
 * own.
 */
@NullMarked
package dev.serval.adapter.boot;

import org.jspecify.annotations.NullMarked;
