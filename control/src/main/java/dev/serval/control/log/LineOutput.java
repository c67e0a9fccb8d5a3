package dev.serval.control.log;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;

/**
 * What an application prints, written a whole line at a time and with the worker's number before
 * it: several workers have one log. A line that begins with a brace stays as it is, for whoever
 * reads JSON. Any thread.
 */
public final class LineOutput extends OutputStream {

    /** A longer line is written in parts. */
    private static final int MOST_BYTES = 8192;

    private final OutputStream out;
    private final byte[] prefix;
    private final byte[] line;
    private int length;

    /**
     * @param out is given each line in one call
     * @param prefix before each line; empty for none
     */
    public LineOutput(OutputStream out, String prefix) {
        this.out = out;
        this.prefix = prefix.getBytes(US_ASCII);
        this.line = new byte[this.prefix.length + MOST_BYTES];
        begin();
    }

    /**
     * Puts it in place of this process's standard output and standard error.
     *
     * @return writes what there is of lines that are not whole; for a process that is about to end.
     *     What is printed later is still written
     */
    public static Runnable install(String prefix) {
        String whole = prefix.isEmpty() ? "" : EventLog.speaker() + prefix;
        LineOutput standard = new LineOutput(new FileOutputStream(FileDescriptor.out), whole);
        LineOutput error = new LineOutput(new FileOutputStream(FileDescriptor.err), whole);
        System.setOut(stream(standard));
        System.setErr(stream(error));
        return () -> {
            standard.close();
            error.close();
        };
    }

    private static PrintStream stream(LineOutput to) {
        return new PrintStream(to, false, Charset.defaultCharset());
    }

    private void begin() {
        System.arraycopy(prefix, 0, line, 0, prefix.length);
        length = prefix.length;
    }

    @Override
    public synchronized void write(int one) throws IOException {
        line[length++] = (byte) one;
        if (one == '\n' || length == line.length) {
            emit();
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int count) throws IOException {
        for (int i = offset; i < offset + count; i++) {
            write(bytes[i]);
        }
    }

    /** A line that is not whole waits for its end. */
    @Override
    public void flush() {}

    /** Writes what there is of a line. */
    @Override
    public synchronized void close() {
        if (length == prefix.length) {
            return;
        }
        try {
            write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void emit() throws IOException {
        int from = line[prefix.length] == '{' ? prefix.length : 0;
        int end = length;
        length = prefix.length;
        out.write(line, from, end - from);
    }
}
