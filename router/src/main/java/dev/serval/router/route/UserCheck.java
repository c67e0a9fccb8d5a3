package dev.serval.router.route;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.FullHttpResponse;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds out whether a client is who it says it is. */
interface UserCheck {

    /**
     * @param then told the refusal on the loop; null if it is
     */
    void run(EventLoop loop, Consumer<@Nullable FullHttpResponse> then);
}
