package dev.serval.master.program;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A program that serves HTTP, as the operator wants it.
 *
 * @param shown in the operator's words
 * @param words its command line; {@value #PORT_MARK} stands for its port
 * @param readyPath what it is asked for until it answers 2xx; empty: its port is enough
 * @param startTime how long it may take until then
 * @param numbersLines whether its worker's number is before each line it prints
 */
public record Program(
        String shown,
        List<String> words,
        String readyPath,
        Duration startTime,
        boolean numbersLines) {

    /** In a command line: the port. */
    static final String PORT_MARK = "{port}";

    private static final String LOOPBACK = "127.0.0.1";

    /** Variables by which programs and frameworks are used to being told a port. */
    private static final List<String> PORTS =
            List.of(
                    "PORT",
                    "SERVER_PORT",
                    "QUARKUS_HTTP_PORT",
                    "MICRONAUT_SERVER_PORT",
                    "HTTP_PORT");

    /** The same for an address: nobody else needs to reach it. */
    private static final List<String> HOSTS =
            List.of(
                    "HOST",
                    "SERVER_ADDRESS",
                    "SERVER_HOST",
                    "QUARKUS_HTTP_HOST",
                    "MICRONAUT_SERVER_HOST");

    /** The command line of one process. */
    List<String> line(int port) {
        String number = Integer.toString(port);
        return words.stream().map(word -> word.replace(PORT_MARK, number)).toList();
    }

    /** What one process finds in its environment. */
    static Map<String, String> environment(int port) {
        Map<String, String> variables = new LinkedHashMap<>();
        PORTS.forEach(name -> variables.put(name, Integer.toString(port)));
        HOSTS.forEach(name -> variables.put(name, LOOPBACK));
        return variables;
    }

    /** How it was told its port, in words. */
    String told() {
        String variables = String.join(", ", PORTS);
        return words.stream().anyMatch(word -> word.contains(PORT_MARK))
                ? "{port} and " + variables
                : variables;
    }
}
