/**
 * Applications for the servers Serval is measured against: each answers everything with the twelve
 * bytes that {@code hello.Hello} answers.
 *
 * <p>A main class takes one argument, the port to listen on at 127.0.0.1, and runs until killed.
 */
package bench;
