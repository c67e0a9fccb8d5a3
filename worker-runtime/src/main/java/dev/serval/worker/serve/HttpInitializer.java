package dev.serval.worker.serve;

import dev.serval.control.log.Complaint;
import dev.serval.http.ClientFacts;
import dev.serval.http.HttpDecoding;
import dev.serval.worker.account.Ledger;
import dev.serval.worker.answer.Lingering;
import dev.serval.worker.answer.PlainAnswer;
import dev.serval.worker.answer.Speech;
import dev.serval.worker.call.Service;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** The inbound handlers of a client that speaks HTTP to a worker, in order. Loop only. */
public final class HttpInitializer extends ChannelInitializer<Channel> {

    /** User event: the worker is about to end; a connection that is quiet closes. */
    public enum Draining {
        INSTANCE
    }

    private final Service service;
    private final HttpRules rules;
    private final String serverName;
    private final String serverPort;
    private final @Nullable Ledger ledger;
    private final Complaint full = new Complaint();

    /**
     * @param serverName our host name
     * @param serverPort the listener's port
     * @param ledger where requests are written down; null for nowhere
     */
    public HttpInitializer(
            Service service,
            HttpRules rules,
            String serverName,
            String serverPort,
            @Nullable Ledger ledger) {
        this.service = service;
        this.rules = rules;
        this.serverName = serverName;
        this.serverPort = serverPort;
        this.ledger = ledger;
    }

    @Override
    protected void initChannel(Channel channel) {
        service.connections().add(channel);
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        ClientFacts client = facts(channel);
        if (!mayEnter(channel, client)) {
            full.say("too many connections are open on --http-socket; more are refused");
            Lingering.close(
                    channel, PlainAnswer.of(channel.alloc(), 503, "too many connections are open"));
            return;
        }
        HttpGateway gateway = new HttpGateway(channel, rules, client, ledger);
        channel.pipeline()
                .addLast(
                        new Arrival(gateway),
                        HttpDecoding.requestDecoder(rules.limits()),
                        gateway,
                        new UwsgiConnection(service, channel, Speech.HTTP, null, ledger));
    }

    private boolean mayEnter(Channel channel, ClientFacts client) {
        return rules.turnstile().enter(channel)
                && (client.trusted() || rules.turnstile().enter(channel, client.remoteAddr()));
    }

    private ClientFacts facts(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress peer
                ? new ClientFacts(
                        peer.getAddress().getHostAddress(),
                        Integer.toString(peer.getPort()),
                        serverName,
                        serverPort,
                        false,
                        rules.proxies().contains(peer.getAddress()))
                : new ClientFacts("", "", serverName, "", false, rules.proxies().containsUnix());
    }

    /** Before the decoder: a request begins with its first byte, not its head. */
    private static final class Arrival extends ChannelInboundHandlerAdapter {

        private final HttpGateway gateway;

        Arrival(HttpGateway gateway) {
            this.gateway = gateway;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            gateway.arrived();
            ctx.fireChannelRead(message);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event == Draining.INSTANCE && gateway.mayLeave()) {
                ctx.close();
                return;
            }
            ctx.fireUserEventTriggered(event);
        }
    }
}
