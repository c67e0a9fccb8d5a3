package dev.serval.bench;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;

/** Requests as clients send them. */
final class Requests {

    private Requests() {}

    /** wrk's: one field. */
    static HttpRequest least() {
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
        request.headers().set("Host", "127.0.0.1:8000");
        return request;
    }

    /** A browser's: a query, a cookie, some fields. */
    static HttpRequest browsers() {
        HttpRequest request =
                new DefaultHttpRequest(
                        HttpVersion.HTTP_1_1, HttpMethod.GET, "/shop/a%20thing?id=42&lang=en");
        request.headers()
                .set("Host", "shop.example.org")
                .set("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko Firefox/140.0")
                .set("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
                .set("Accept-Language", "en-US,en;q=0.5")
                .set("Accept-Encoding", "gzip, deflate, br, zstd")
                .set("Connection", "keep-alive")
                .set("Cookie", "session=0123456789abcdef0123456789abcdef; theme=dark")
                .set("Sec-Fetch-Mode", "navigate")
                .set("Cache-Control", "max-age=0");
        return request;
    }
}
