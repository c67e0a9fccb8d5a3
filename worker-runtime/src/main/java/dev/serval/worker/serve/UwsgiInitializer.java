package dev.serval.worker.serve;

import dev.serval.uwsgi.UwsgiRequestDecoder;
import dev.serval.worker.account.Ledger;
import dev.serval.worker.answer.Speech;
import dev.serval.worker.call.Service;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import org.jspecify.annotations.Nullable;

/** The inbound handlers of a uwsgi connection, in order. On the channel's loop. */
public final class UwsgiInitializer extends ChannelInitializer<Channel> {

    private final Service service;
    private final @Nullable Trunks trunks;
    private final @Nullable Ledger ledger;

    /**
     * @param ledger where requests are written down; null for nowhere
     */
    public UwsgiInitializer(Service service, @Nullable Ledger ledger) {
        this(service, null, ledger);
    }

    private UwsgiInitializer(Service service, @Nullable Trunks trunks, @Nullable Ledger ledger) {
        this.service = service;
        this.trunks = trunks;
        this.ledger = ledger;
    }

    /** Of our own router's connections. */
    static UwsgiInitializer ofRouters(Service service, Trunks trunks) {
        return new UwsgiInitializer(service, trunks, null);
    }

    @Override
    protected void initChannel(Channel channel) {
        service.connections().add(channel);
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        channel.pipeline()
                .addLast(
                        new UwsgiRequestDecoder(
                                service.limits().bufferSize(), service.limits().maxVars()),
                        new UwsgiConnection(service, channel, Speech.UWSGI, trunks, ledger));
    }
}
