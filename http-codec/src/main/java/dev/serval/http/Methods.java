package dev.serval.http;

import io.netty.handler.codec.http.HttpMethod;
import java.util.Set;

/** What RFC 9110 section 9.2 says of methods. */
public final class Methods {

    private static final Set<HttpMethod> IDEMPOTENT =
            Set.of(
                    HttpMethod.GET,
                    HttpMethod.HEAD,
                    HttpMethod.OPTIONS,
                    HttpMethod.TRACE,
                    HttpMethod.PUT,
                    HttpMethod.DELETE);

    private Methods() {}

    /** Whether a request that is made twice does the same as one that is made once. */
    public static boolean idempotent(HttpMethod method) {
        return IDEMPOTENT.contains(method);
    }
}
