/**
 * Applications for the servers that are compared, one class a server, each answering {@link
 * bench.Content}; and {@link bench.Rate}, a client.
 *
 * <p>A server's main class takes the port to listen on at 127.0.0.1 first, and runs until killed.
 */
package bench;
