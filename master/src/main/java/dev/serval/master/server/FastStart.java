package dev.serval.master.server;

import dev.serval.control.link.Role;
import dev.serval.master.aot.AotCaches;
import dev.serval.master.aot.CacheFolder;
import dev.serval.master.process.Preload;
import dev.serval.master.training.Training;
import io.netty.channel.EventLoopGroup;
import java.util.Map;

/**
 * Has caches made for a plan's processes, once it serves: the next of them starts faster. On the
 * master's thread.
 */
final class FastStart {

    private final AotCaches caches;
    private final Training training;

    private FastStart(AotCaches caches, Training training) {
        this.caches = caches;
        this.training = training;
    }

    /**
     * @param environment says where caches are kept
     */
    static FastStart of(
            Installation installation, EventLoopGroup loops, Map<String, String> environment) {
        AotCaches caches =
                new AotCaches(
                        CacheFolder.of(environment),
                        installation.java(),
                        installation.lib(),
                        environment);
        return new FastStart(caches, new Training(caches, Installation.masterCache(), loops));
    }

    /** What there is, for children to start from. */
    Preload caches() {
        return caches;
    }

    /** This generation serves. */
    void look(Generation serving) {
        ServerPlan plan = serving.plan();
        if (plan.aotCache()) {
            training.begin(serving.handovers().of(Role.WORKER).command());
        }
    }

    /** The server ends, and so does what is being made. */
    void end() {
        training.end();
    }
}
