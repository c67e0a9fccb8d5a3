package dev.serval.router.listen;

import dev.serval.http.ClientFacts;
import dev.serval.http.HttpDecoding;
import dev.serval.router.dev.DevDoor;
import dev.serval.router.dev.Drafts;
import dev.serval.router.exchange.Client;
import dev.serval.router.exchange.ClientConnection;
import dev.serval.router.exchange.Parting;
import dev.serval.router.exchange.Rules;
import dev.serval.router.http2.Http2Connection;
import dev.serval.router.http2.StreamCodec;
import dev.serval.router.http2.StreamParting;
import dev.serval.router.http3.AlternativeService;
import dev.serval.router.http3.Http3Connection;
import dev.serval.router.tls.StrictTransport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.quic.QuicChannel;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a client's channel is made of, once it is known what it speaks. */
public final class ClientPipeline {

    private final Map<EventLoop, Rules> rules;
    private final Map<EventLoop, Clients> clients;
    private final @Nullable Drafts drafts;
    private final @Nullable StrictTransport strict;
    private final @Nullable AlternativeService alternative;

    /**
     * @param rules those of each loop
     * @param clients those of each loop
     * @param drafts for {@code serval dev}; null for any other server
     * @param strict added to answers; null for none
     * @param alternative added to answers, but not to those over HTTP/3; null for none
     */
    public ClientPipeline(
            Map<EventLoop, Rules> rules,
            Map<EventLoop, Clients> clients,
            @Nullable Drafts drafts,
            @Nullable StrictTransport strict,
            @Nullable AlternativeService alternative) {
        this.rules = rules;
        this.clients = clients;
        this.drafts = drafts;
        this.strict = strict;
        this.alternative = alternative;
    }

    /**
     * Makes it a connection of HTTP/1.
     *
     * @param preface whether a client that begins with HTTP/2's preface is served HTTP/2
     */
    void http1(Channel channel, ClientFacts facts, boolean preface) {
        Rules mine = rules(channel);
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        ClientConnection connection =
                new ClientConnection(mine, channel, facts, Parting.CONNECTION);
        watch(channel, connection);
        channel.pipeline()
                .addLast(
                        new Arrival(connection, preface ? () -> http2(channel, facts) : null),
                        HttpDecoding.requestDecoder(mine.limits()),
                        new HttpResponseEncoder());
        dress(channel, alternative);
        addLast(channel, connection, mine);
    }

    private void addLast(Channel channel, ClientConnection connection, Rules mine) {
        if (drafts != null) {
            DevDoor door = new DevDoor(drafts, connection, mine.limits());
            watch(channel, door);
            channel.pipeline().addLast(door);
        }
        channel.pipeline().addLast(connection);
    }

    private void dress(Channel channel, @Nullable AlternativeService known) {
        if (strict != null) {
            channel.pipeline().addLast(strict);
        }
        if (known != null) {
            channel.pipeline().addLast(known);
        }
    }

    /** Makes it a connection of HTTP/2. */
    void http2(Channel channel, ClientFacts facts) {
        Rules mine = rules(channel);
        ClientFacts known = facts.overHttp2();
        ChannelInitializer<Channel> streams =
                new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel stream) {
                        stream(stream, mine, known);
                    }
                };
        watch(channel, Http2Connection.open(channel, mine.limits(), mine.patience(), streams));
    }

    private void stream(Channel stream, Rules mine, ClientFacts facts) {
        ClientConnection connection =
                new ClientConnection(mine, stream, facts, StreamParting.STREAM);
        watch(stream, connection);
        stream.pipeline().addLast(new StreamCodec());
        dress(stream, alternative);
        addLast(stream, connection, mine);
    }

    /**
     * Makes it a connection of HTTP/3.
     *
     * @param handshake how long that may take
     * @param facts asked for when hands are shaken
     */
    void http3(QuicChannel channel, Duration handshake, Supplier<ClientFacts> facts) {
        Rules mine = rules(channel);
        Http3Connection.Streams streams =
                (stream, cancelled) -> {
                    ClientConnection connection =
                            new ClientConnection(
                                    mine,
                                    stream,
                                    facts.get(),
                                    dev.serval.router.http3.StreamParting.STREAM);
                    watch(stream, connection);
                    stream.pipeline()
                            .addLast(
                                    new dev.serval.router.http3.StreamCodec(
                                            mine.limits().maxHeaderBytes(), cancelled));
                    dress(stream, null);
                    addLast(stream, connection, mine);
                };
        watch(
                channel,
                Http3Connection.open(channel, mine.limits(), mine.patience(), handshake, streams));
    }

    /** Has a client looked after until its channel closes. */
    void watch(Channel channel, Client client) {
        Clients siblings = clients.get(channel.eventLoop());
        if (siblings == null) {
            throw new IllegalStateException("a client was accepted on a loop without clients");
        }
        siblings.add(channel, client);
    }

    Rules rules(Channel channel) {
        Rules mine = rules.get(channel.eventLoop());
        if (mine == null) {
            throw new IllegalStateException("a client was accepted on a loop without rules");
        }
        return mine;
    }
}
