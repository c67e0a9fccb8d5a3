import dev.serval.adapter.jwsgi.RequestInput;
import dev.serval.adapter.jwsgi.UwsgiCalls;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * What an application for JWSGI may ask its server for: the names and signatures are uWSGI's, and
 * it has no package because uWSGI's has none.
 *
 * <p>What needs something that workers share, which this server does not have, throws and says so.
 */
@NullMarked
@SuppressWarnings({"DefaultPackage", "DoNotCallSuggester", "MemberName", "NonApiType"})
public class uwsgi {

    /**
     * What the operator has said: text, true for a flag, a list for what was said more than once.
     */
    public static HashMap<String, Object> opt = UwsgiCalls.get().options();

    /** This worker's number, 1 and up. */
    public static int worker_id() {
        return UwsgiCalls.get().workerId();
    }

    /** Takes whom to call when a signal comes from outside, and in which worker. */
    public static void register_signal(int number, String target, SignalHandler handler) {
        UwsgiCalls.get().registerSignal(number, target, handler::function);
    }

    /** Takes a function that {@link #rpc} calls, in this worker. */
    public static void register_rpc(String name, RpcFunction function) {
        UwsgiCalls.get().registerRpc(name, function::function);
    }

    /** Waits for lock 0. */
    public static void lock() {
        lock(0);
    }

    /** Gives lock 0 back. */
    public static void unlock() {
        unlock(0);
    }

    /** Waits for a lock; there is only number 0. */
    public static void lock(int number) {
        UwsgiCalls.get().lock(number);
    }

    /** Gives a lock back. */
    public static void unlock(int number) {
        UwsgiCalls.get().unlock(number);
    }

    /** The value of this key in the first cache; null if there is none. */
    public static byte @Nullable [] cache_get(String key) {
        return UwsgiCalls.get().cache(null).get(key);
    }

    /** The value of this key; null if there is none. */
    public static byte @Nullable [] cache_get(String key, String cache) {
        return UwsgiCalls.get().cache(cache).get(key);
    }

    /** Puts a value into the first cache, unless there is one. */
    public static void cache_set(String key, byte[] value) {
        UwsgiCalls.get().cache(null).set(key, value, 0);
    }

    /** Puts a value into the first cache, whatever was there. */
    public static void cache_update(String key, byte[] value) {
        UwsgiCalls.get().cache(null).update(key, value, 0);
    }

    /** The same, for so many seconds. */
    public static void cache_set(String key, byte[] value, int expires) {
        UwsgiCalls.get().cache(null).set(key, value, expires);
    }

    /** The same, for so many seconds. */
    public static void cache_update(String key, byte[] value, int expires) {
        UwsgiCalls.get().cache(null).update(key, value, expires);
    }

    /** The same, in the cache of this name. */
    public static void cache_set(String key, byte[] value, int expires, String cache) {
        UwsgiCalls.get().cache(cache).set(key, value, expires);
    }

    /** The same, in the cache of this name. */
    public static void cache_update(String key, byte[] value, int expires, String cache) {
        UwsgiCalls.get().cache(cache).update(key, value, expires);
    }

    /** Writes it into the log: there are no other alarms. */
    public static void alarm(String name, String message) {
        UwsgiCalls.get().alarm(name, message);
    }

    /** Calls a function: the server, empty for this worker; its name; what it is given. */
    public static @Nullable String rpc(String... words) {
        return UwsgiCalls.get().rpc(words);
    }

    /** What a signal calls. */
    public interface SignalHandler {
        /** The signal's number. */
        void function(int number);
    }

    /** What {@link #rpc} calls. */
    public interface RpcFunction {
        /** Answers; null is no answer. */
        String function(String... words);
    }

    /** The request's body. */
    public static class RequestBody extends InputStream {

        private final RequestInput input;

        /** An empty one. */
        public RequestBody() {
            this(new RequestInput(InputStream.nullInputStream(), 0));
        }

        /** Made by the server. */
        public RequestBody(RequestInput input) {
            this.input = input;
        }

        @Override
        public int read() throws IOException {
            return input.read();
        }

        @Override
        public int read(byte[] target) throws IOException {
            return input.read(target, 0, target.length);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return input.read(target, offset, length);
        }

        /** Reads up to the next line feed, which it keeps, or until the array is full. */
        public int readLine(byte[] target) throws IOException {
            return input.readLine(target);
        }

        /** The bytes of the body that have not been read. */
        @Override
        public int available() {
            return input.available();
        }

        /** Goes on reading at this byte, which must be one that has been read, or the next. */
        public void seek(int position) {
            input.seek(position);
        }
    }
}
