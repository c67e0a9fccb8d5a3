package dev.serval.router.exchange;

import dev.serval.http.ClientClock;
import dev.serval.http.HttpLimits;
import dev.serval.router.account.Account;
import dev.serval.router.encoding.Compression;
import dev.serval.router.files.StaticFiles;
import dev.serval.router.route.Routes;
import java.net.InetAddress;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * What all connections of one event loop go by.
 *
 * @param routes where requests go
 * @param limits how much of a request is taken
 * @param modifier1 the modifier of each packet
 * @param postBuffering how much of a body is waited for before a backend is asked, in bytes
 * @param patience how long clients and backends may take
 * @param tunnelIdle how long nothing at all may move in a tunnel
 * @param harakiri after which a worker that closes has given the request up; zero for no limit
 * @param proxies which addresses are trusted proxies'
 * @param keepaliveRequests requests on one connection; 0 for no limit
 * @param spools how much of answers is kept for clients that do not read
 * @param bodies how much of requests waits in memory
 * @param files what is answered without a backend
 * @param challenges what an ACME authority asks for
 * @param compression of backends' answers
 * @param decompresses whether request bodies in gzip are decoded
 * @param pages the bodies of our own refusals
 * @param account where requests are counted
 * @param draining whether the router is about to end
 */
public record Rules(
        Routes routes,
        HttpLimits limits,
        int modifier1,
        long postBuffering,
        ClientClock.Patience patience,
        Duration tunnelIdle,
        Duration harakiri,
        Predicate<InetAddress> proxies,
        int keepaliveRequests,
        SpoolRoom spools,
        BodyRoom bodies,
        StaticFiles files,
        Challenges challenges,
        Compression compression,
        boolean decompresses,
        ErrorPages pages,
        Account account,
        BooleanSupplier draining) {}
