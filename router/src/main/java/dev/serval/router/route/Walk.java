package dev.serval.router.route;

import dev.serval.http.Sender;
import dev.serval.http.TargetPath;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request on its way through the rules. */
final class Walk {

    private final HttpRequest request;
    private final Sender sender;
    private final String host;
    private String path;
    private @Nullable String pool;
    private @Nullable FullHttpResponse reply;
    private @Nullable Login login;
    private final List<FieldEdit> edits = new ArrayList<>();
    private final List<UserCheck> checks = new ArrayList<>();

    Walk(HttpRequest request, Sender sender) {
        this.request = request;
        this.sender = sender;
        this.host = request.headers().get(HttpHeaderNames.HOST, "");
        this.path = RoutePath.of(TargetPath.parse(request.method(), request.uri()).path());
    }

    HttpRequest request() {
        return request;
    }

    Sender sender() {
        return sender;
    }

    String host() {
        return host;
    }

    /** Decoded, without dot segments and empty ones. */
    String path() {
        return path;
    }

    String query() {
        return TargetPath.parse(request.method(), request.uri()).query();
    }

    /** The request goes on under this path, which is escaped. */
    void rewrite(String target) {
        String query = query();
        request.setUri(query.isEmpty() ? target : target + "?" + query);
        path = RoutePath.of(TargetPath.parse(request.method(), request.uri()).path());
    }

    void edit(FieldEdit edit) {
        edits.add(edit);
    }

    void check(UserCheck check) {
        checks.add(check);
    }

    void to(String name) {
        pool = name;
    }

    void reply(FullHttpResponse answer) {
        reply = answer;
    }

    @Nullable String pool() {
        return pool;
    }

    @Nullable FullHttpResponse reply() {
        return reply;
    }

    /** Told when the client has proved who it is; the last one counts. */
    Login ask() {
        Login made = new Login();
        login = made;
        return made;
    }

    @Nullable Login login() {
        return login;
    }

    List<FieldEdit> edits() {
        return edits;
    }

    List<UserCheck> checks() {
        return checks;
    }
}
