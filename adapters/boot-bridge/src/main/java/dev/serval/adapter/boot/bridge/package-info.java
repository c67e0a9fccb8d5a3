/**
 * The program's side of the adapter: the transport of its Tomcat or Jetty is replaced by the
 * worker's requests.
 *
 * <p>Loaded by the program's class loader, at the end of its class path, from where Spring Boot
 * finds {@link dev.serval.adapter.boot.bridge.Plug}. Uses only what Spring Boot 3.5 and 4, and
 * Tomcat 10.1 and 11, or Jetty 12.0 and 12.1, have in common. A request stays on the thread of its
 * core until it is complete.
 */
@NullMarked
package dev.serval.adapter.boot.bridge;

import org.jspecify.annotations.NullMarked;
