package dev.serval.master.doctor;

import dev.serval.control.option.Address;
import dev.serval.control.option.HttpsListener;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.AdmissionOptions;
import dev.serval.control.table.ChildOptions;
import dev.serval.control.table.ListenOptions;
import dev.serval.control.table.ProcessOptions;
import dev.serval.control.table.StatsOptions;
import dev.serval.control.table.TlsOptions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a server would ask of the machine.
 *
 * @param workers processes
 * @param routers processes
 * @param heap the largest of a worker, in bytes; empty if nobody has said
 * @param connections of a router at once
 * @param backlog connections the kernel is to queue for a socket
 * @param batch whether workers are to be batch processes
 * @param addresses where it would listen
 */
record Wishes(
        int workers,
        int routers,
        OptionalLong heap,
        int connections,
        int backlog,
        boolean batch,
        List<Address> addresses) {

    private static final Pattern HEAP = Pattern.compile("-Xmx(\\d{1,12})([kKmMgGtT]?)");
    private static final Map<String, Integer> SHIFTS =
            Map.of("", 0, "k", 10, "m", 20, "g", 30, "t", 40);

    static Wishes of(OptionValues values) {
        List<Address> addresses =
                Stream.of(
                                values.all(ListenOptions.HTTP),
                                values.all(ListenOptions.HTTP_SOCKET),
                                values.all(ListenOptions.SOCKET),
                                values.all(StatsOptions.STATS),
                                values.all(TlsOptions.HTTPS).stream()
                                        .map(HttpsListener::address)
                                        .toList())
                        .flatMap(List::stream)
                        .toList();
        return new Wishes(
                values.get(ProcessOptions.PROCESSES),
                values.get(ProcessOptions.HTTP_PROCESSES),
                heap(values.all(ProcessOptions.JVM_OPT)),
                values.get(AdmissionOptions.MAX_CONNECTIONS),
                values.get(ListenOptions.LISTEN),
                values.get(ChildOptions.WORKER_SCHEDULING).equals(ChildOptions.BATCH),
                addresses);
    }

    /** The last one counts, as it does for the JVM. */
    static OptionalLong heap(List<String> options) {
        OptionalLong last = OptionalLong.empty();
        for (String option : options) {
            Matcher matcher = HEAP.matcher(option);
            if (matcher.matches()) {
                int shift = SHIFTS.getOrDefault(matcher.group(2).toLowerCase(Locale.ROOT), 0);
                last = OptionalLong.of(Long.parseLong(matcher.group(1)) << shift);
            }
        }
        return last;
    }
}
