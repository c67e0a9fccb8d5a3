package dev.serval.master.discovery;

import dev.serval.control.log.EventLog;
import dev.serval.control.option.UpstreamSource;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A name in DNS, asked again when its answer has expired. While there is no answer, what was known
 * before counts. Belongs to one event loop.
 */
final class DnsWatch implements Watch {

    private final EventLoop loop;
    private final Names names;
    private final UpstreamSource source;
    private final Lifetime lifetime;
    private final Listener listener;
    private boolean known;
    private boolean failing;
    private boolean stopped;

    DnsWatch(
            EventLoop loop,
            Names names,
            UpstreamSource source,
            Lifetime lifetime,
            Listener listener) {
        this.loop = loop;
        this.names = names;
        this.source = source;
        this.lifetime = lifetime;
        this.listener = listener;
    }

    void ask() {
        if (!stopped) {
            names.backends(source).whenComplete(this::answered);
        }
    }

    private void answered(Names.@Nullable Answer answer, @Nullable Throwable failure) {
        if (stopped) {
            return;
        }
        if (answer == null) {
            failed(failure == null ? "" : Names.why(failure));
            again(lifetime.afterFailure());
            return;
        }
        if (failing) {
            EventLog.line("%s: is answered again".formatted(source));
        }
        known = true;
        failing = false;
        listener.found(answer.backends());
        again(lifetime.after(answer.ttl()));
    }

    private void failed(String why) {
        if (!failing) {
            EventLog.line(
                    "%s: %s%s"
                            .formatted(source, why, known ? "; the backends of before stay" : ""));
        }
        failing = true;
        if (!known) {
            listener.found(List.of());
        }
    }

    private void again(Duration after) {
        loop.schedule(this::ask, after.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        stopped = true;
    }
}
