package dev.serval.worker.account;

import dev.serval.control.access.AccessEntry;
import dev.serval.control.access.AccessField;
import dev.serval.control.access.AccessLine;
import dev.serval.control.access.Clock;
import dev.serval.control.access.WorkerMemory;
import dev.serval.uwsgi.Vars;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A visit, for its line in the access log; used again for the next. On one loop. */
final class VisitEntry implements AccessEntry {

    private static final long NANOS_PER_MICRO = 1000;
    private static final long MICROS_PER_MILLI = 1000;

    private final Clock clock = new Clock();
    private final WorkerMemory memory = new WorkerMemory();
    private final long pid;
    private final boolean believesForwarded;
    private @Nullable Visit visit;
    private boolean whole;
    private long all;
    private long micros;
    private long began;

    VisitEntry(long pid, boolean believesForwarded) {
        this.pid = pid;
        this.believesForwarded = believesForwarded;
    }

    /** The one to write about. */
    VisitEntry of(Visit next, boolean complete, long took) {
        visit = next;
        whole = complete;
        micros = took;
        began = System.currentTimeMillis() * MICROS_PER_MILLI - micros;
        all++;
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
            case PID -> out.number(pid);
            case RSS, RSSM, VSZ, VSZM -> memory.write(field, pid, out);
            case CORE -> core(now, out);
            case REQ -> {
                out.number(all);
                out.raw("/");
                out.number(all);
            }
            case STATUS, HSIZE, RSIZE, SIZE, HEADERS, WHOLE -> answer(field, now, out);
            case SWITCHES -> out.number(1);
            case ADDR, USER, URI, METHOD, HOST, PROTO, UAGENT, REFERER, ID, SCHEME ->
                    said(field, now.vars(), out);
            case CL -> out.number(now.received());
            case VARS -> out.number(now.vars().size());
            case PKTSIZE -> out.number(now.vars().bytes());
        }
    }

    private static void core(Visit now, AccessLine out) {
        if (now.core() >= 0) {
            out.number(now.core());
        }
    }

    private void answer(AccessField field, Visit now, AccessLine out) {
        Visit.Answer head = now.answer();
        switch (field) {
            case STATUS -> out.number(head.status());
            case WHOLE -> out.raw(whole ? "+" : "X");
            case HSIZE -> out.number(head.headBytes());
            case RSIZE -> out.number(now.sent());
            case SIZE -> out.number(head.headBytes() + now.sent());
            default -> out.number(head.fields());
        }
    }

    private void said(AccessField field, Vars vars, AccessLine out) {
        switch (field) {
            case ADDR -> address(vars, out);
            case URI -> target(vars, out);
            case SCHEME -> scheme(vars, out);
            case USER -> text(vars, "REMOTE_USER", out);
            case METHOD -> text(vars, "REQUEST_METHOD", out);
            case PROTO -> text(vars, "SERVER_PROTOCOL", out);
            case HOST -> text(vars, "HTTP_HOST", out);
            case UAGENT -> text(vars, "HTTP_USER_AGENT", out);
            case REFERER -> text(vars, "HTTP_REFERER", out);
            default -> text(vars, "HTTP_X_REQUEST_ID", out);
        }
    }

    private void address(Vars vars, AccessLine out) {
        String told = believesForwarded ? vars.get("HTTP_X_FORWARDED_FOR") : null;
        if (told != null && !told.isEmpty()) {
            out.text(told);
            return;
        }
        text(vars, "REMOTE_ADDR", out);
    }

    /** A peer may leave out what it can be put together from. */
    private static void target(Vars vars, AccessLine out) {
        String uri = vars.get("REQUEST_URI");
        if (uri != null && !uri.isEmpty()) {
            out.text(uri);
            return;
        }
        text(vars, "SCRIPT_NAME", out);
        text(vars, "PATH_INFO", out);
        String query = vars.get("QUERY_STRING");
        if (query != null && !query.isEmpty()) {
            out.raw("?");
            out.text(query);
        }
    }

    private static void scheme(Vars vars, AccessLine out) {
        if (vars.get("REQUEST_METHOD") == null) {
            return;
        }
        String https = vars.get("HTTPS");
        boolean secure =
                "on".equals(https)
                        || "1".equals(https)
                        || "https".equals(vars.get("REQUEST_SCHEME"))
                        || "https".equals(vars.get("UWSGI_SCHEME"));
        out.raw(secure ? "https" : "http");
    }

    @Override
    public void writeHeader(String name, AccessLine out) {
        if (visit != null) {
            String key = name.toUpperCase(Locale.ROOT).replace('-', '_');
            boolean bare = key.equals("CONTENT_TYPE") || key.equals("CONTENT_LENGTH");
            text(visit.vars(), bare ? key : "HTTP_" + key, out);
        }
    }

    private static void text(Vars vars, String name, AccessLine out) {
        String value = vars.get(name);
        if (value != null) {
            out.text(value);
        }
    }
}
