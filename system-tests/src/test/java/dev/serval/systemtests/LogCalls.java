package dev.serval.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The lines that the product's sources write to the log, with {@code …} for what differs: what
 * stands as text in the first argument of a call.
 */
final class LogCalls {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern CALL =
            Pattern.compile(
                    "(?:EventLog\\s*\\.(?:line|failure|block)|\\b\\w+\\.say|orders\\.log)\\(");

    private final String source;
    private int at;
    private final List<String> lines = new ArrayList<>();
    private StringBuilder line = new StringBuilder();
    private boolean isText;
    private boolean isOther;

    private LogCalls(String source, int at) {
        this.source = source;
        this.at = at;
    }

    /** All sources of the product, examples and tests left out. */
    static List<String> sources() throws IOException {
        List<String> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = ROOT.relativize(file).toString();
                if (name.endsWith(".java")
                        && name.contains("src/main/java/")
                        && !name.matches("(bench|examples)/.*|.*-example/.*|.*/target/.*")) {
                    sources.add(Files.readString(file));
                }
            }
        }
        return sources;
    }

    /** What calls in these sources say. */
    static Set<String> said(List<String> sources) {
        Set<String> said = new TreeSet<>();
        for (String source : sources) {
            Matcher call = CALL.matcher(source);
            while (call.find()) {
                said.addAll(new LogCalls(source, call.end()).read());
            }
        }
        return said;
    }

    private List<String> read() {
        for (char c = source.charAt(at); c != ')' && c != ','; c = source.charAt(at)) {
            switch (c) {
                case '"' -> text();
                case '(' -> skip();
                case '?', ':' -> end();
                case '+' -> {
                    if (isOther) {
                        line.append('…');
                    }
                    isOther = false;
                }
                default -> {
                    // `.formatted` belongs to the text before it.
                    if (Character.isLetterOrDigit(c) && !isText) {
                        isOther = true;
                    }
                }
            }
            if (c == '+') {
                isText = false;
            }
            at++;
        }
        end();
        return lines;
    }

    private void text() {
        int begin = ++at;
        while (source.charAt(at) != '"') {
            at += source.charAt(at) == '\\' ? 2 : 1;
        }
        line.append(source, begin, at);
        isText = true;
        isOther = false;
    }

    /** Leaves out what stands in brackets; ends on the closing one. */
    private void skip() {
        int depth = 0;
        do {
            char c = source.charAt(at);
            if (c == '"') {
                do {
                    at += source.charAt(at) == '\\' ? 2 : 1;
                } while (source.charAt(at) != '"');
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            at++;
        } while (depth > 0);
        at--;
    }

    /** The end of a line: of the call, or of one side of a condition. */
    private void end() {
        if (isOther && !line.isEmpty()) {
            line.append('…');
        }
        String plain =
                line.toString()
                        .translateEscapes()
                        .replaceAll("%[-.0-9]*[sdcf]", "…")
                        .replace("\n", " ")
                        .strip();
        if (plain.matches(".*[^…].*")) {
            lines.add(plain);
        }
        line = new StringBuilder();
        isText = false;
        isOther = false;
    }
}
