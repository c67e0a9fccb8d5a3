package dev.serval.worker.serve;

import dev.serval.uwsgi.UwsgiRequestDecoder;
import dev.serval.worker.answer.Speech;
import dev.serval.worker.call.Service;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import java.io.IOException;

/** The inbound handlers of a uwsgi connection, in order. Loop only. */
public final class UwsgiInitializer extends ChannelInitializer<Channel> {

    private final Service service;
    private final int trustedUid;

    /**
     * @param trustedUid the only user taken on a Unix socket that is ours alone; -1 for anyone
     */
    public UwsgiInitializer(Service service, int trustedUid) {
        this.service = service;
        this.trustedUid = trustedUid;
    }

    @Override
    protected void initChannel(Channel channel) throws IOException {
        if (trustedUid >= 0
                && ((EpollDomainSocketChannel) channel).peerCredentials().uid() != trustedUid) {
            channel.close();
            return;
        }
        service.connections().add(channel);
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        channel.pipeline()
                .addLast(
                        new UwsgiRequestDecoder(
                                service.limits().bufferSize(), service.limits().maxVars()),
                        new UwsgiConnection(service, channel, Speech.UWSGI));
    }
}
