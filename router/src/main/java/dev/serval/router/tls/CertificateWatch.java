package dev.serval.router.tls;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the files of certificates once a second, on a thread of its own. A change is taken when
 * two looks in a row have seen the same: certificate and key are seldom written at one moment. What
 * is stapled to them is checked once a minute.
 */
public final class CertificateWatch {

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int LOOKS_A_CHECK = 60;

    private final Map<Certificates, FileStamps> used = new HashMap<>();
    private final Map<Certificates, FileStamps> seen = new HashMap<>();

    private CertificateWatch(List<Certificates> all) {
        for (Certificates each : all) {
            used.put(each, each.files());
        }
    }

    /** Watches until the process ends. */
    public static void start(List<Certificates> all) {
        CertificateWatch watch = new CertificateWatch(all);
        Thread.ofPlatform().daemon().name("certificates").start(watch::run);
    }

    private void run() {
        try {
            for (int looks = 1; ; looks++) {
                Thread.sleep(LOOK);
                used.keySet().forEach(this::look);
                if (looks % LOOKS_A_CHECK == 0) {
                    used.keySet().forEach(CertificateWatch::check);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is stapled ends some time, without a change of the file. */
    private static void check(Certificates certificates) {
        if (!certificates.staplesHold()) {
            certificates.reload();
        }
    }

    private void look(Certificates certificates) {
        FileStamps now = certificates.files();
        @Nullable FileStamps before = seen.put(certificates, now);
        if (now.equals(before) && !now.equals(used.get(certificates))) {
            used.replace(certificates, now);
            certificates.reload();
        }
    }
}
