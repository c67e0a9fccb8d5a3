package dev.serval.worker.call;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.app.Headers;
import dev.serval.app.Peer;
import dev.serval.app.Request;
import dev.serval.uwsgi.Vars;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request read from uwsgi variables; makes only what the application asks for. */
final class VarsRequest implements Request {

    static final String TRACEPARENT = "HTTP_TRACEPARENT";

    private static final String HTTP_PREFIX = "HTTP_";

    /** CGI names these without a prefix (RFC 3875 section 4.1); nginx sends both forms. */
    private static final Set<String> BARE = Set.of("CONTENT_TYPE", "CONTENT_LENGTH");

    private final Vars vars;
    private final InputStream body;
    private final Deadline deadline;
    private final @Nullable String traceparent;
    private @Nullable Headers headers;

    /**
     * @param traceparent to be seen instead of the caller's; null for the caller's
     */
    VarsRequest(Vars vars, InputStream body, Deadline deadline, @Nullable String traceparent) {
        this.vars = vars;
        this.body = body;
        this.deadline = deadline;
        this.traceparent = traceparent;
    }

    @Override
    public String method() {
        return text("REQUEST_METHOD");
    }

    /** nginx says REQUEST_SCHEME or HTTPS, uWSGI says HTTPS (uwsgi-docs, Vars.rst). */
    @Override
    public String scheme() {
        String https = text("HTTPS");
        boolean secure =
                https.equals("on")
                        || https.equals("1")
                        || text("REQUEST_SCHEME").equals("https")
                        || text("UWSGI_SCHEME").equals("https");
        return secure ? "https" : "http";
    }

    @Override
    public String authority() {
        return text("HTTP_HOST");
    }

    @Override
    public String mount() {
        return text("SCRIPT_NAME");
    }

    @Override
    public String path() {
        return utf8IfPossible(text("PATH_INFO"));
    }

    @Override
    public Optional<String> query() {
        return Optional.of(text("QUERY_STRING")).filter(q -> !q.isEmpty());
    }

    @Override
    public Optional<String> parameter(String name) {
        for (String pair : text("QUERY_STRING").split("&", -1)) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            if (decoded(key).equals(name)) {
                return Optional.of(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return Optional.empty();
    }

    @Override
    public String target() {
        String uri = text("REQUEST_URI");
        return uri.isEmpty() ? text("PATH_INFO") : uri;
    }

    @Override
    public String protocol() {
        return text("SERVER_PROTOCOL");
    }

    @Override
    public Headers headers() {
        Headers made = headers;
        if (made == null) {
            made = readHeaders();
            headers = made;
        }
        return made;
    }

    @Override
    public InputStream body() {
        return body;
    }

    @Override
    public Instant deadline() {
        return deadline.at();
    }

    @Override
    public void extendDeadline(Duration by) {
        deadline.extend(by);
    }

    @Override
    public Peer peer() {
        String port = text("REMOTE_PORT");
        boolean number =
                !port.isEmpty() && port.length() < 6 && port.chars().allMatch(Character::isDigit);
        return new Peer(text("REMOTE_ADDR"), number ? Integer.parseInt(port) : 0);
    }

    @Override
    public Map<String, String> vars() {
        Map<String, String> all = new HashMap<>();
        vars.forEach(all::put);
        if (traceparent != null) {
            all.put(TRACEPARENT, traceparent);
        }
        return Collections.unmodifiableMap(all);
    }

    private Headers readHeaders() {
        List<String> fields = new ArrayList<>(vars.size() * 2);
        for (int i = 0; i < vars.size(); i++) {
            String key = vars.key(i);
            boolean bare = BARE.contains(key);
            String name = key.startsWith(HTTP_PREFIX) ? key.substring(HTTP_PREFIX.length()) : key;
            boolean prefixed = key.startsWith(HTTP_PREFIX) && !BARE.contains(name);
            boolean told = traceparent == null || !key.equals(TRACEPARENT);
            if ((prefixed && told) || (bare && !vars.value(i).isEmpty())) {
                fields.add(name.toLowerCase(Locale.ROOT).replace('_', '-'));
                fields.add(vars.value(i));
            }
        }
        if (traceparent != null) {
            fields.add("traceparent");
            fields.add(traceparent);
        }
        return Headers.of(fields.toArray(String[]::new));
    }

    private String text(String name) {
        String value = vars.get(name);
        return value == null ? "" : value;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static String utf8IfPossible(String latin1) {
        if (isAscii(latin1)) {
            return latin1;
        }
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(latin1.getBytes(ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            return latin1;
        }
    }
}
