package dev.serval.adapter.boot.bridge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.app.Request;
import java.net.URLDecoder;
import java.util.Map;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.http.MimeHeaders;

/** A request's head as Tomcat wants it. */
final class RequestHead {

    private static final String CHUNKED = "SERVAL_BODY";

    /** Of a path (RFC 3986 section 3.3), besides letters and digits. */
    private static final String PATH_MARKS = "/-._~!$&'()*+,;=:@";

    private final Request asked;
    private final Map<String, String> vars;

    RequestHead(Request asked) {
        this.asked = asked;
        this.vars = asked.vars();
    }

    /** Of the body in bytes; -1 if that is not known. */
    long length() {
        String said = asked.headers().first("content-length").orElse("");
        if (!said.isEmpty() && said.length() < 19 && said.chars().allMatch(Character::isDigit)) {
            return Long.parseLong(said);
        }
        return vars.containsKey(CHUNKED) ? -1 : 0;
    }

    @SuppressWarnings("deprecation") // what replaces them came with 10.1.44 and 11.0.12
    void fill(org.apache.coyote.Request request) {
        request.setStartTimeNanos(System.nanoTime());
        request.method().setString(asked.method());
        bytes(request.requestURI(), path());
        bytes(request.queryString(), asked.query().orElse(""));
        request.protocol().setString(asked.protocol());
        request.scheme().setString(asked.scheme());
        headers(request.getMimeHeaders());
        server(request);
        request.remoteAddr().setString(asked.peer().address());
        request.remoteHost().setString(asked.peer().address());
        request.setRemotePort(asked.peer().port());
        String user = vars.getOrDefault("REMOTE_USER", "");
        if (!user.isEmpty()) {
            request.getRemoteUser().setString(user);
            request.getAuthType().setString(vars.getOrDefault("AUTH_TYPE", "BASIC"));
        }
    }

    private void headers(MimeHeaders headers) {
        boolean socket =
                asked.headers().first("upgrade").filter("websocket"::equalsIgnoreCase).isPresent();
        asked.headers()
                .forEach((name, value) -> {
                    // The worker compresses; between it and Tomcat there are plain frames.
                    if (!(socket && name.equalsIgnoreCase("sec-websocket-extensions"))) {
                        headers.addValue(name).setString(value);
                    }
                });
        if (socket && !asked.headers().has("connection")) {
            headers.addValue("connection").setString("Upgrade");
        }
    }

    private void server(org.apache.coyote.Request request) {
        String own = vars.getOrDefault("SERVER_NAME", "localhost");
        int ownPort = port(vars.getOrDefault("SERVER_PORT", ""));
        String authority = asked.authority();
        int colon = authority.lastIndexOf(':');
        boolean ported = colon > authority.lastIndexOf(']');
        if (authority.isEmpty()) {
            request.serverName().setString(own);
            request.setServerPort(ownPort);
        } else {
            request.serverName().setString(ported ? authority.substring(0, colon) : authority);
            request.setServerPort(port(ported ? authority.substring(colon + 1) : ""));
        }
        request.localName().setString(own);
        request.localAddr().setString(own);
        request.setLocalPort(ownPort);
    }

    private int port(String text) {
        boolean number =
                !text.isEmpty() && text.length() < 6 && text.chars().allMatch(Character::isDigit);
        return number ? Integer.parseInt(text) : asked.scheme().equals("https") ? 443 : 80;
    }

    private static void bytes(MessageBytes target, String text) {
        if (!text.isEmpty()) {
            byte[] raw = text.getBytes(ISO_8859_1);
            target.setBytes(raw, 0, raw.length);
        }
    }

    /** As the client wrote it, unless a gateway has meant something else with it. */
    private String path() {
        String meant = asked.mount() + asked.path();
        String written = asked.target();
        int mark = written.indexOf('?');
        String raw = mark < 0 ? written : written.substring(0, mark);
        return sameAs(meant, raw) ? raw : encoded(meant);
    }

    private static boolean sameAs(String path, String raw) {
        if (raw.equals(path)) {
            return true;
        }
        try {
            String plain = raw.replace("+", "%2B");
            return raw.startsWith("/")
                    && (URLDecoder.decode(plain, UTF_8).equals(path)
                            || URLDecoder.decode(plain, ISO_8859_1).equals(path));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String encoded(String path) {
        StringBuilder text = new StringBuilder(path.length() + 16);
        for (byte one : path.getBytes(UTF_8)) {
            char letter = (char) (one & 0xff);
            boolean plain =
                    letter < 0x80
                            && (Character.isLetterOrDigit(letter)
                                    || PATH_MARKS.indexOf(letter) >= 0);
            if (plain) {
                text.append(letter);
            } else {
                text.append("%%%02X".formatted((int) letter));
            }
        }
        return text.toString();
    }
}
