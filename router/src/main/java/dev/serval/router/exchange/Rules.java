package dev.serval.router.exchange;

import dev.serval.http.ClientClock;
import dev.serval.http.HttpLimits;
import dev.serval.router.encoding.Compression;
import dev.serval.router.files.StaticFiles;
import dev.serval.router.upstream.Upstream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * What all connections of one event loop go by.
 *
 * @param upstream where requests go
 * @param limits how much of a request is taken
 * @param modifier1 the modifier of each packet
 * @param postBuffering how much of a body is waited for before a backend is asked, in bytes
 * @param patience how long clients and backends may take
 * @param harakiri after which a worker that closes has given the request up; zero for no limit
 * @param proxies which addresses are trusted proxies'
 * @param keepaliveRequests requests on one connection; 0 for no limit
 * @param answerBuffering how much of an answer is kept for a client that does not read, in bytes
 * @param files what is answered without a backend
 * @param compression of backends' answers
 * @param decompresses whether request bodies in gzip are decoded
 * @param pages the bodies of our own refusals
 * @param draining whether the router is about to end
 */
public record Rules(
        Upstream upstream,
        HttpLimits limits,
        int modifier1,
        long postBuffering,
        ClientClock.Patience patience,
        Duration harakiri,
        Predicate<InetAddress> proxies,
        int keepaliveRequests,
        long answerBuffering,
        StaticFiles files,
        Compression compression,
        boolean decompresses,
        ErrorPages pages,
        BooleanSupplier draining) {}
