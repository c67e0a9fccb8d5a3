package dev.serval.router.account;

import dev.serval.control.access.AccessEntry;
import dev.serval.control.access.AccessField;
import dev.serval.control.access.AccessLine;
import dev.serval.control.access.Clock;
import dev.serval.control.access.WorkerMemory;
import dev.serval.http.RequestIds;
import dev.serval.http.Sender;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;

/** A visit, for its line in the access log; used again for the next. On one loop. */
final class VisitEntry implements AccessEntry {

    private static final long NANOS_PER_MICRO = 1000;
    private static final long MICROS_PER_MILLI = 1000;

    /** Colon, space and the line's end. */
    private static final int FIELD_BYTES = 4;

    private static final int MAX_PROCESSES = 1024;

    private final Clock clock = new Clock();
    private final WorkerMemory memory = new WorkerMemory();
    private final boolean believesForwarded;
    private @Nullable Visit visit;
    private final Map<Long, Long> served = new Served();
    private long all;
    private long ofWorker;
    private long micros;
    private long began;

    /** By process; those that are long gone are forgotten. */
    private static final class Served extends LinkedHashMap<Long, Long> {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Entry<Long, Long> eldest) {
            return size() > MAX_PROCESSES;
        }
    }

    VisitEntry(boolean believesForwarded) {
        this.believesForwarded = believesForwarded;
    }

    /** The one to write about. */
    VisitEntry of(Visit next) {
        visit = next;
        micros = next.tookNanos() / NANOS_PER_MICRO;
        began = System.currentTimeMillis() * MICROS_PER_MILLI - micros;
        all++;
        Visit.Server server = next.server();
        ofWorker = server == null ? 0 : served.merge(server.pid(), 1L, Long::sum);
        return this;
    }

    @Override
    public void write(AccessField field, AccessLine out) {
        Visit now = visit;
        if (now == null) {
            return;
        }
        switch (field) {
            case TIME, CTIME, LTIME, FTIME, TMSECS, TMICROS -> clock.write(field, began, out);
            case EPOCH -> out.number(System.currentTimeMillis() / MICROS_PER_MILLI);
            case MICROS -> out.number(micros);
            case MSECS -> out.number(micros / MICROS_PER_MILLI);
            case SECS -> out.seconds(micros);
            case WAITED -> out.number(now.waitedNanos() / NANOS_PER_MICRO);
            case ADDR -> address(now, out);
            case PID, CORE -> server(field, now, out);
            case REQ -> {
                out.number(ofWorker);
                out.raw("/");
                out.number(all);
            }
            case STATUS, HSIZE, RSIZE, SIZE, HEADERS, WHOLE -> answer(field, now, out);
            case RSS, RSSM, VSZ, VSZM -> memory(field, now, out);
            case ID -> id(now, out);
            case SCHEME -> scheme(now.sender(), out);
            case SWITCHES -> out.number(1);
            case USER -> out.text(now.user());
            case URI, METHOD, HOST, PROTO, UAGENT, REFERER, CL, VARS, PKTSIZE ->
                    request(field, now, out);
        }
    }

    private void memory(AccessField field, Visit now, AccessLine out) {
        Visit.Server server = now.server();
        if (server != null && server.pid() > 0) {
            memory.write(field, server.pid(), out);
        }
    }

    private void address(Visit now, AccessLine out) {
        HttpRequest request = now.request();
        String told =
                believesForwarded && request != null
                        ? request.headers().get("x-forwarded-for")
                        : null;
        if (told != null) {
            out.text(told);
            return;
        }
        Sender sender = now.sender();
        out.text(sender == null ? now.client().remoteAddr() : sender.remoteAddr());
    }

    private static void server(AccessField field, Visit now, AccessLine out) {
        Visit.Server server = now.server();
        if (server == null || server.pid() == 0) {
            return;
        }
        // Which of its cores ran the request is for the worker to know.
        if (field == AccessField.PID) {
            out.number(server.pid());
        }
    }

    private static void answer(AccessField field, Visit now, AccessLine out) {
        HttpResponse head = now.answer();
        switch (field) {
            case STATUS -> out.number(now.status());
            case WHOLE -> out.raw(now.whole() ? "+" : "X");
            case HSIZE -> out.number(headBytes(head));
            case RSIZE -> out.number(now.sent());
            case SIZE -> out.number(headBytes(head) + now.sent());
            default -> out.number(head == null ? 0 : head.headers().size());
        }
    }

    private static int headBytes(@Nullable HttpResponse head) {
        if (head == null) {
            return 0;
        }
        int line = "HTTP/1.1 200 ".length() + head.status().reasonPhrase().length() + FIELD_BYTES;
        return line + bytes(head.headers());
    }

    /** Where nobody asked for one, the answer has been given one. */
    private static void id(Visit now, AccessLine out) {
        if (now.sender() != null) {
            out.text(now.sender().ids().request().toString());
        } else if (now.answer() != null) {
            out.text(now.answer().headers().get(RequestIds.REQUEST_ID, ""));
        }
    }

    private static void scheme(@Nullable Sender sender, AccessLine out) {
        if (sender != null) {
            out.raw(sender.https() ? "https" : "http");
        }
    }

    private static void request(AccessField field, Visit now, AccessLine out) {
        HttpRequest request = now.request();
        if (request == null || request.decoderResult().isFailure()) {
            return;
        }
        switch (field) {
            case URI -> out.text(request.uri());
            case METHOD -> out.text(request.method().name());
            case PROTO -> {
                String known = now.client().protocol();
                out.raw(known.isEmpty() ? request.protocolVersion().text() : known);
            }
            case CL -> out.number(now.received());
            case VARS -> out.number(request.headers().size());
            case PKTSIZE -> out.number(bytes(request.headers()));
            case HOST -> header(request, "host", out);
            case UAGENT -> header(request, "user-agent", out);
            default -> header(request, "referer", out);
        }
    }

    @Override
    public void writeHeader(String name, AccessLine out) {
        HttpRequest request = visit == null ? null : visit.request();
        if (request != null) {
            header(request, name, out);
        }
    }

    private static void header(HttpRequest request, String name, AccessLine out) {
        String value = request.headers().get(name);
        if (value != null) {
            out.text(value);
        }
    }

    private static int bytes(HttpHeaders headers) {
        int sum = 0;
        Iterator<Entry<CharSequence, CharSequence>> all = headers.iteratorCharSequence();
        while (all.hasNext()) {
            Entry<CharSequence, CharSequence> each = all.next();
            sum += each.getKey().length() + each.getValue().length() + FIELD_BYTES;
        }
        return sum;
    }
}
