package dev.serval.router.route;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import io.netty.channel.EventLoop;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Compares passwords with bcrypt hashes, which is made to be slow: on one thread of its own, with a
 * short queue.
 */
final class PasswordCheck {

    private static final int MOST_WAITING = 64;
    private static final int IDLE_SECONDS = 60;

    /** For a name that nobody has: the answer must not come sooner. Of no password. */
    private static final String NOBODY =
            "$2y$10$abcdefghijklmnopqrstuuJVJQeFzPO3kCrKWvUyXEYkFvxM2ZTPO";

    /** What has come of it. */
    enum Result {
        RIGHT,
        WRONG,
        BUSY
    }

    private final ExecutorService thread;

    PasswordCheck() {
        ThreadPoolExecutor one =
                new ThreadPoolExecutor(
                        1,
                        1,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(MOST_WAITING),
                        Thread.ofPlatform().daemon().name("passwords").factory());
        one.allowCoreThreadTimeOut(true);
        this.thread = one;
    }

    /**
     * @param hash empty if nobody has that name
     * @param then told on the loop
     */
    void run(Credentials credentials, String hash, EventLoop loop, Consumer<Result> then) {
        try {
            thread.execute(() -> {
                Result result = compare(credentials, hash);
                loop.execute(() -> then.accept(result));
            });
        } catch (RejectedExecutionException e) {
            then.accept(Result.BUSY);
        }
    }

    /** In a time that does not tell whether the name is right. */
    static Result compare(Credentials credentials, String hash) {
        String against = hash.isEmpty() ? NOBODY : hash;
        boolean same =
                BCrypt.verifyer(
                                BCrypt.Version.VERSION_2Y,
                                LongPasswordStrategies.truncate(BCrypt.Version.VERSION_2Y))
                        .verify(credentials.password().getBytes(UTF_8), against.getBytes(US_ASCII))
                        .verified;
        return same && !hash.isEmpty() ? Result.RIGHT : Result.WRONG;
    }
}
