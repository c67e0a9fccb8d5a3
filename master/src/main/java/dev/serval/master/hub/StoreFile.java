package dev.serval.master.hub;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.serval.control.log.EventLog;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * A file that has values while no server runs: a line that says what it is; for each value a 1,
 * eight bytes for its end, then key and value with four for the length of each; a 0; and the CRC-32
 * of all that.
 *
 * <p>It is written beside its place, synced, and renamed: whoever reads finds one that is whole,
 * the last or the one before. One thread at a time.
 */
record StoreFile(Path path) {

    private static final byte[] BEGIN = "serval values 1\n".getBytes(US_ASCII);
    private static final int MOST_BYTES = 16 << 20;
    private static final int MORE = 1;
    private static final int BUFFER = 1 << 16;

    /** All of it, or nothing; one that is broken is set aside. */
    void read(Consumer<Kept> taker) {
        if (!Files.exists(path)) {
            return;
        }
        try {
            // Twice, so that nothing of a broken one is taken, however large it is.
            pass(_ -> {});
            pass(taker);
        } catch (IOException e) {
            setAside(e);
        }
    }

    private void pass(Consumer<Kept> taker) throws IOException {
        CRC32 sum = new CRC32();
        try (DataInputStream in =
                new DataInputStream(
                        new CheckedInputStream(
                                new BufferedInputStream(Files.newInputStream(path), BUFFER),
                                sum))) {
            if (!Arrays.equals(in.readNBytes(BEGIN.length), BEGIN)) {
                throw new IOException("it is no file of this server's");
            }
            while (in.readByte() == MORE) {
                long until = in.readLong();
                byte[] key = field(in);
                taker.accept(new Kept(new String(key, UTF_8), field(in), until));
            }
            long found = sum.getValue();
            if (in.readLong() != found || in.read() >= 0) {
                throw new IOException("its checksum does not fit");
            }
        } catch (EOFException e) {
            throw new IOException("it breaks off", e);
        }
    }

    private static byte[] field(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MOST_BYTES) {
            throw new IOException("a value is said to have %d bytes".formatted(length));
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    private void setAside(IOException why) {
        Path aside = beside(".broken");
        try {
            Files.move(path, aside, REPLACE_EXISTING);
            EventLog.line(
                    "store %s: %s; it is now %s, and what it had is not there"
                            .formatted(path, why.getMessage(), aside));
        } catch (IOException e) {
            EventLog.line("store %s: it cannot be read: %s".formatted(path, why));
        }
    }

    /**
     * In place of what it had.
     *
     * @throws IOException if it cannot be written; then it is as before
     */
    void write(Stored values) throws IOException {
        Path made = beside(".new");
        Files.deleteIfExists(made);
        try (FileChannel channel =
                FileChannel.open(
                        made,
                        Set.of(CREATE, WRITE, TRUNCATE_EXISTING),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            write(channel, values);
            channel.force(true);
        } catch (UncheckedIOException e) {
            Files.deleteIfExists(made);
            throw e.getCause();
        } catch (IOException e) {
            Files.deleteIfExists(made);
            throw e;
        }
        Files.move(made, path, ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(path.resolveSibling("."), READ)) {
            folder.force(true);
        }
    }

    private static void write(FileChannel channel, Stored values) throws IOException {
        CRC32 sum = new CRC32();
        DataOutputStream out =
                new DataOutputStream(
                        new BufferedOutputStream(
                                new CheckedOutputStream(Channels.newOutputStream(channel), sum),
                                BUFFER));
        out.write(BEGIN);
        values.each(each -> write(out, each));
        out.writeByte(0);
        out.flush();
        out.writeLong(sum.getValue());
        out.flush();
    }

    private static void write(DataOutputStream out, Kept value) {
        try {
            byte[] key = value.key().getBytes(UTF_8);
            out.writeByte(MORE);
            out.writeLong(value.untilMillis());
            out.writeInt(key.length);
            out.write(key);
            out.writeInt(value.value().length);
            out.write(value.value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path beside(String ending) {
        return path.resolveSibling(path.getFileName() + ending);
    }
}
