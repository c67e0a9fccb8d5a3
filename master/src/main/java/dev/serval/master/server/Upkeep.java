package dev.serval.master.server;

import dev.serval.control.link.Role;
import dev.serval.master.acme.AcmeCommand;
import dev.serval.master.acme.CertificateKeeper;
import dev.serval.master.process.Preload;
import io.netty.channel.EventLoopGroup;

/** What goes on beside the generation that serves: its start-up caches, its certificates. */
record Upkeep(FastStart fastStart, CertificateKeeper keeper) {

    static Upkeep of(Installation installation, EventLoopGroup loops) {
        return new Upkeep(
                FastStart.of(installation, loops, System.getenv()),
                new CertificateKeeper(new AcmeCommand(installation.java(), installation.lib())));
    }

    /** What there is, for children to start from. */
    Preload caches() {
        return fastStart.caches();
    }

    /** A generation serves now. */
    void look(Generation serving) {
        fastStart.look(serving);
        keeper.keep(
                serving.plan().tls().acme(),
                serving.handovers().of(Role.ROUTER).command().surroundings().prefix());
    }

    void end() {
        fastStart.end();
        keeper.end();
    }
}
