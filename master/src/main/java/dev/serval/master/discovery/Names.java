package dev.serval.master.discovery;

import dev.serval.control.config.PoolConfig.Backend;
import dev.serval.control.option.Address;
import dev.serval.control.option.BackendAddress;
import dev.serval.control.option.UpstreamSource;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.resolver.dns.DnsErrorCauseException;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.NoopDnsCnameCache;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** Asks DNS where backends are. Belongs to one event loop. */
final class Names {

    private static final int DNS_PORT = 53;
    private static final int MAX_TARGETS = 64;

    private final DnsNameResolver resolver;

    /**
     * @param ttl how long what was found may be relied on, in seconds
     */
    record Answer(List<Backend> backends, long ttl) {}

    /** Addresses of one host, or what stands in records of one kind. */
    private record Found<T>(List<T> things, long ttl) {

        static <T> Found<T> nothing() {
            return new Found<>(List.of(), Long.MAX_VALUE);
        }

        Found<T> and(Found<T> other) {
            List<T> all = new ArrayList<>(things);
            all.addAll(other.things);
            return new Found<>(all, Math.min(ttl, other.ttl));
        }
    }

    Names(EventLoop loop, List<Address> servers) {
        DnsNameResolverBuilder builder =
                new DnsNameResolverBuilder(loop)
                        .datagramChannelType(EpollDatagramChannel.class)
                        .socketChannelType(EpollSocketChannel.class)
                        .resolveCache(NoopDnsCache.INSTANCE)
                        .cnameCache(NoopDnsCnameCache.INSTANCE);
        if (!servers.isEmpty()) {
            builder.nameServerProvider(
                    new SequentialDnsServerAddressStreamProvider(
                            servers.stream().map(Names::server).toList()));
        }
        this.resolver = builder.build();
    }

    private static InetSocketAddress server(Address address) {
        return new InetSocketAddress(
                address.host(), address.port() == 0 ? DNS_PORT : address.port());
    }

    void close() {
        resolver.close();
    }

    /** All backends there are; fails if there is none, or DNS does not say. */
    CompletableFuture<Answer> backends(UpstreamSource source) {
        CompletableFuture<Answer> all =
                source.kind() == UpstreamSource.Kind.SRV
                        ? ask(source.name(), DnsRecordType.SRV, ServiceRecord::of)
                                .thenCompose(found -> targets(found, source.http()))
                        : addresses(source.name())
                                .thenApply(found -> answer(found, source.port(), source.http()));
        return all.thenApply(answer -> {
            if (answer.backends.isEmpty()) {
                throw new IllegalStateException("there is no such name");
            }
            return answer;
        });
    }

    private static Answer answer(Found<String> found, int port, boolean http) {
        return new Answer(
                found.things.stream().map(host -> Backend.at(backend(host, port, http))).toList(),
                found.ttl);
    }

    private static BackendAddress backend(String host, int port, boolean http) {
        return new BackendAddress(http, new Address(host, port, ""));
    }

    private CompletableFuture<Answer> targets(Found<ServiceRecord> services, boolean http) {
        CompletableFuture<Answer> all =
                CompletableFuture.completedFuture(new Answer(List.of(), services.ttl));
        for (ServiceRecord each : services.things.stream().limit(MAX_TARGETS).toList()) {
            all =
                    all.thenCombine(
                            addresses(each.target()),
                            (before, found) -> {
                                List<Backend> more = new ArrayList<>(before.backends);
                                found.things.forEach(host ->
                                        more.add(each.at(backend(host, each.port(), http))));
                                return new Answer(more, Math.min(before.ttl, found.ttl));
                            });
        }
        return all;
    }

    private CompletableFuture<Found<String>> addresses(String host) {
        return ask(host, DnsRecordType.A, ServiceRecord::ip)
                .thenCombine(ask(host, DnsRecordType.AAAA, ServiceRecord::ip), Found::and);
    }

    private interface Reader<T> {
        T read(DnsRecord raw);
    }

    /** That there is none is an answer; that nobody answers is none. */
    private <T> CompletableFuture<Found<T>> ask(String name, DnsRecordType type, Reader<T> reader) {
        CompletableFuture<Found<T>> answer = new CompletableFuture<>();
        resolver.resolveAll(new DefaultDnsQuestion(name, type))
                .addListener((Future<List<DnsRecord>> done) -> {
                    if (!done.isSuccess()) {
                        fail(
                                done.cause(),
                                answer::completeExceptionally,
                                () -> answer.complete(Found.nothing()));
                        return;
                    }
                    try {
                        answer.complete(read(done.getNow(), type, reader));
                    } catch (RuntimeException e) {
                        answer.completeExceptionally(e);
                    } finally {
                        done.getNow().forEach(ReferenceCountUtil::release);
                    }
                });
        return answer;
    }

    private static <T> Found<T> read(
            List<DnsRecord> records, DnsRecordType type, Reader<T> reader) {
        Found<T> all = Found.nothing();
        for (DnsRecord each : records) {
            if (each.type().equals(type)) {
                all = all.and(new Found<>(List.of(reader.read(each)), each.timeToLive()));
            }
        }
        return all;
    }

    private static void fail(Throwable cause, Consumer<Throwable> failed, Runnable none) {
        Throwable why = cause.getCause();
        boolean silent = why != null && !(why instanceof DnsErrorCauseException);
        boolean refused =
                why instanceof DnsErrorCauseException error
                        && !error.getCode().equals(DnsResponseCode.NXDOMAIN)
                        && !error.getCode().equals(DnsResponseCode.NOERROR);
        if (silent || refused) {
            failed.accept(cause);
        } else {
            none.run();
        }
    }

    /** In a few words, what has gone wrong. */
    static String why(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        return cause instanceof IllegalStateException
                ? String.valueOf(cause.getMessage())
                : "no DNS server gives an answer";
    }
}
