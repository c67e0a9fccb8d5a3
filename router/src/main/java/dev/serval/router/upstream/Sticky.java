package dev.serval.router.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.control.config.PoolConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Keeps a client at the backend that served it first, by a cookie. Its value is a hash of the
 * backend's address and the pool's name, the same in every router and after a restart; one that is
 * not known here means nothing.
 */
final class Sticky {

    private static final int ID_BYTES = 8;

    private final String cookie;
    private final List<String> ids;

    private Sticky(String cookie, List<String> ids) {
        this.cookie = cookie;
        this.ids = ids;
    }

    static Sticky of(PoolConfig pool) {
        return new Sticky(
                pool.sticky(),
                pool.to().stream().map(each -> id(pool.name() + " " + each.address())).toList());
    }

    /** The backend the request's cookie names; {@link Balance#ANY} if it names none. */
    int preferred(HttpRequest request) {
        for (String field : request.headers().getAll(HttpHeaderNames.COOKIE)) {
            for (Cookie each : ServerCookieDecoder.LAX.decodeAll(field)) {
                if (each.name().equals(cookie)) {
                    return ids.indexOf(each.value());
                }
            }
        }
        return Balance.ANY;
    }

    /** Tells the client which backend it has, if it does not know. */
    void sign(int backend, HttpRequest request, HttpHeaders answer, boolean https) {
        if (preferred(request) != backend) {
            answer.add(
                    HttpHeaderNames.SET_COOKIE,
                    "%s=%s; Path=/; HttpOnly; SameSite=Lax%s"
                            .formatted(cookie, ids.get(backend), https ? "; Secure" : ""));
        }
    }

    private static String id(String backend) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(backend.getBytes(UTF_8));
            return HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
