package dev.serval.router.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What an answer tells of a file.
 *
 * @param size in bytes
 * @param modified in whole seconds since 1970
 * @param etag in quotes. Ours is strong: another file, another length or another time of change
 *     make another one
 */
record FileFacts(long size, long modified, String etag) {

    static FileFacts of(Path real) throws IOException {
        return of(Files.readAttributes(real, BasicFileAttributes.class));
    }

    static FileFacts of(BasicFileAttributes attributes) {
        FileTime time = attributes.lastModifiedTime();
        String etag =
                "\"%x-%x-%x\""
                        .formatted(
                                time.to(TimeUnit.NANOSECONDS),
                                attributes.size(),
                                Objects.hashCode(attributes.fileKey()));
        return new FileFacts(attributes.size(), time.to(TimeUnit.SECONDS), etag);
    }

    /** The same file, with what an application says of it; null where it says nothing. */
    FileFacts unlessSaid(@Nullable String saidEtag, @Nullable String saidModified) {
        long seconds = Preconditions.seconds(saidModified, modified);
        return new FileFacts(size, seconds, saidEtag == null ? etag : saidEtag);
    }
}
