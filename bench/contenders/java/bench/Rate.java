package bench;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A client in open loop: requests are due at fixed times, whatever the server does, and a latency
 * counts from the time a request was due. Beside them a number of connections may ask for {@code
 * /slow} without pause.
 *
 * <p>Each connection has a thread, which blocks. Threads sleep until a request is due; the kernel
 * wakes them some 60 us late, which is part of every latency here.
 */
final class Rate {

    /** Latencies before this share of the time are not told: our own code is compiled meanwhile. */
    private static final int UNTOLD_PARTS = 4;

    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

    private Rate() {}

    /**
     * Prints one line of JSON, times in microseconds.
     *
     * @param args the URL, requests a second, connections, seconds, connections for {@code /slow}
     */
    public static void main(String[] args) throws InterruptedException {
        URI url = URI.create(args[0]);
        int connections = Integer.parseInt(args[2]);
        long begin = System.nanoTime() + NANOS / 10;
        long end = begin + Integer.parseInt(args[3]) * NANOS;
        long gap = NANOS * connections / Integer.parseInt(args[1]);
        List<Caller> fast = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            fast.add(new Caller(url, begin + gap * i / connections, gap, end));
        }
        List<Caller> slow = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(args[4]); i++) {
            slow.add(new Caller(url.resolve("/slow"), begin, 0, end));
        }
        List<Caller> all = new ArrayList<>(fast);
        all.addAll(slow);
        all.forEach(Thread::start);
        for (Caller caller : all) {
            caller.join();
        }
        tell(all, fast, begin, begin + (end - begin) / UNTOLD_PARTS);
    }

    private static void tell(List<Caller> all, List<Caller> fast, long begin, long told) {
        long[] nanos =
                fast.stream().flatMapToLong(c -> c.latenciesSince(told)).sorted().toArray();
        long answered = all.stream().mapToLong(Caller::answered).sum();
        long refused = all.stream().mapToLong(Caller::refused).sum();
        long broken = all.stream().mapToLong(Caller::broken).sum();
        System.out.printf(
                "{\"requests\":%d,\"micros\":%d,\"p50\":%d,\"p99\":%d,\"p999\":%d,"
                        + "\"refused\":%d,\"broken\":%d,\"late\":%d}%n",
                answered,
                (System.nanoTime() - begin) / 1000,
                part(nanos, 0.5),
                part(nanos, 0.99),
                part(nanos, 0.999),
                refused,
                broken,
                Arrays.stream(nanos).filter(n -> n > NANOS).count());
    }

    private static long part(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) (share * (sorted.length - 1))] / 1000;
    }
}
