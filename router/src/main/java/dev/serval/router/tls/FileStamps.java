package dev.serval.router.tls;

import dev.serval.control.config.TlsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

/**
 * How files look from outside; equal as long as none has changed. Symbolic links are followed, so
 * that a folder exchanged for another is seen too.
 */
record FileStamps(List<Stamp> files) {

    private static final Stamp ABSENT = new Stamp(Path.of(""), FileTime.fromMillis(0), -1);

    record Stamp(Path file, FileTime modified, long size) {}

    static FileStamps of(TlsConfig.Listener listener, List<TlsConfig.Named> names) {
        List<Stamp> all = new ArrayList<>();
        addTo(all, listener.certificate(), listener.key());
        all.add(stamp(listener.clientCa()));
        for (TlsConfig.Named named : names) {
            addTo(all, named.certificate(), named.key());
        }
        return new FileStamps(all);
    }

    private static void addTo(List<Stamp> all, String certificate, String key) {
        all.add(stamp(certificate));
        all.add(stamp(key));
        all.add(stamp(certificate.isEmpty() ? "" : Staple.file(certificate).toString()));
    }

    private static Stamp stamp(String file) {
        if (file.isEmpty()) {
            return ABSENT;
        }
        try {
            Path real = Path.of(file).toRealPath();
            return new Stamp(real, Files.getLastModifiedTime(real), Files.size(real));
        } catch (IOException e) {
            return ABSENT;
        }
    }
}
