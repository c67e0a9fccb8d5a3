package dev.serval.adapter.jwsgi;

import dev.serval.app.Shared;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * uWSGI's signals: numbers from 0 to 255 that come from outside, and who is called then.
 *
 * <p>Two topics carry them. Of the workers that have registered any, one gets a signal ({@value
 * #RAISED}) and knows its target: itself, or others, to whom it passes it on ({@value #PASSED})
 * with a worker's number, 0 for all. Handlers run one after the other, on the topic's thread.
 */
final class UwsgiSignals {

    private static final String RAISED = "uwsgi.signal";
    private static final String PASSED = "uwsgi.signal.passed";
    private static final Pattern TARGET = Pattern.compile("|worker(s|\\d{1,3})?|active-workers");
    private static final int MOST = 255;
    private static final int ALL = 0;
    private static final int WHOEVER = -1;

    /**
     * @param worker whose it is; one of the constants else
     */
    private record Registered(int worker, IntConsumer handler) {}

    private final Shared shared;
    private final int worker;
    private final Map<Integer, Registered> signals = new ConcurrentHashMap<>();

    /**
     * @param worker this one's number
     */
    UwsgiSignals(Shared shared, int worker) {
        this.shared = shared;
        this.worker = worker;
    }

    /**
     * @throws IllegalArgumentException if there is no such signal or target
     */
    synchronized void register(int number, String target, IntConsumer handler) {
        Matcher said = TARGET.matcher(target);
        if (number < 0 || number > MOST || !said.matches()) {
            throw new IllegalArgumentException(
                    "unable to register signal %d for \"%s\": numbers are 0 to %d, targets \"\", worker, workers, active-workers and worker1 to worker512"
                            .formatted(number, target, MOST));
        }
        boolean first = signals.isEmpty();
        signals.put(number, new Registered(worker(target), handler));
        if (first) {
            shared.subscribe(PASSED, this::passed);
            shared.subscribe(RAISED, this::raised);
        }
    }

    private static int worker(String target) {
        return switch (target) {
            case "", "worker" -> WHOEVER;
            case "workers", "active-workers" -> ALL;
            default -> Integer.parseInt(target.substring("worker".length()));
        };
    }

    private void raised(byte[] message) {
        int number = Byte.toUnsignedInt(message[0]);
        Registered signal = signals.get(number);
        if (signal == null) {
            UwsgiCalls.say("signal %d: no handler is registered".formatted(number));
            return;
        }
        if (signal.worker == WHOEVER) {
            signal.handler.accept(number);
            return;
        }
        byte[] passed = {(byte) number, (byte) (signal.worker >> Byte.SIZE), (byte) signal.worker};
        shared.publish(PASSED, passed);
    }

    private void passed(byte[] message) {
        int number = Byte.toUnsignedInt(message[0]);
        int whose = Byte.toUnsignedInt(message[1]) << Byte.SIZE | Byte.toUnsignedInt(message[2]);
        Registered signal = signals.get(number);
        if (signal != null && (whose == ALL || whose == worker)) {
            signal.handler.accept(number);
        }
    }
}
