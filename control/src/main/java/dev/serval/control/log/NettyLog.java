package dev.serval.control.log;

import io.netty.util.internal.logging.AbstractInternalLogger;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;

/** Netty's warnings and errors as our lines; nothing below, and no logging library to look for. */
public final class NettyLog extends InternalLoggerFactory {

    /** Each attempt of a client of Redis's; that Redis is away is said by whoever needs it. */
    private static final String RECONNECTS = "io.lettuce.core.protocol.ConnectionWatchdog";

    /** Takes over Netty's logging; to be called before Netty is touched. */
    public static void install() {
        InternalLoggerFactory.setDefaultFactory(new NettyLog());
    }

    @Override
    protected InternalLogger newInstance(String name) {
        return new Lines(name);
    }

    @SuppressWarnings("AnnotateFormatMethod") // Netty's braces are no format of Java's
    private static final class Lines extends AbstractInternalLogger {

        private static final long serialVersionUID = 1L;

        Lines(String name) {
            super(name);
        }

        private void write(String text) {
            if (!name().equals(RECONNECTS)) {
                EventLog.line(name() + ": " + text);
            }
        }

        @Override
        public boolean isTraceEnabled() {
            return false;
        }

        @Override
        public boolean isDebugEnabled() {
            return false;
        }

        @Override
        public boolean isInfoEnabled() {
            return false;
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }

        @Override
        public void trace(String text) {}

        @Override
        public void trace(String format, Object a) {}

        @Override
        public void trace(String format, Object a, Object b) {}

        @Override
        public void trace(String format, Object... all) {}

        @Override
        public void trace(String text, Throwable cause) {}

        @Override
        public void debug(String text) {}

        @Override
        public void debug(String format, Object a) {}

        @Override
        public void debug(String format, Object a, Object b) {}

        @Override
        public void debug(String format, Object... all) {}

        @Override
        public void debug(String text, Throwable cause) {}

        @Override
        public void info(String text) {}

        @Override
        public void info(String format, Object a) {}

        @Override
        public void info(String format, Object a, Object b) {}

        @Override
        public void info(String format, Object... all) {}

        @Override
        public void info(String text, Throwable cause) {}

        @Override
        public void warn(String text) {
            write(text);
        }

        @Override
        public void warn(String format, Object a) {
            write(format + " " + a);
        }

        @Override
        public void warn(String format, Object a, Object b) {
            write(format + " " + a + " " + b);
        }

        @Override
        public void warn(String format, Object... all) {
            write(format + " " + java.util.Arrays.toString(all));
        }

        @Override
        public void warn(String text, Throwable cause) {
            write(text + ": " + cause);
        }

        @Override
        public void error(String text) {
            write(text);
        }

        @Override
        public void error(String format, Object a) {
            write(format + " " + a);
        }

        @Override
        public void error(String format, Object a, Object b) {
            write(format + " " + a + " " + b);
        }

        @Override
        public void error(String format, Object... all) {
            write(format + " " + java.util.Arrays.toString(all));
        }

        @Override
        public void error(String text, Throwable cause) {
            EventLog.failure(name() + ": " + text, cause);
        }
    }
}
