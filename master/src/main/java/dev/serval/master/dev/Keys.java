package dev.serval.master.dev;

import dev.serval.control.log.EventLog;
import dev.serval.master.offspring.Offspring;
import java.io.IOException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.NonBlockingReader;
import org.jspecify.annotations.Nullable;

/** What a developer presses, where there is a terminal. Has a daemon thread of its own. */
final class Keys implements AutoCloseable {

    private static final String HELP =
            """
            r  reload: the configuration, and new processes
            o  open a browser
            w  workers
            t  what threads of the worker do
            c  clear the screen
            q  quit (Ctrl-C does, too)
            h  this\
            """;

    /** A reader that waits for ever holds a lock meanwhile, which closing the terminal needs. */
    private static final long LOOK_MILLIS = 1000;

    private static final String CLEAR = "\u001b[H\u001b[2J\u001b[3J";

    private final Terminal terminal;
    private final Attributes usual;
    private final DevLoop loop;

    private Keys(Terminal terminal, DevLoop loop) {
        this.terminal = terminal;
        this.loop = loop;
        this.usual = terminal.enterRawMode();
    }

    /** Listens from now on; null if nobody can press anything. */
    @SuppressWarnings("SystemConsoleNull") // NullAway goes by what it is declared to return
    static @Nullable Keys listen(DevLoop loop) {
        if (System.console() == null || !System.console().isTerminal()) {
            return null;
        }
        try {
            Keys keys = new Keys(TerminalBuilder.builder().system(true).dumb(false).build(), loop);
            EventLog.line("dev: press h for what keys do");
            Thread.ofPlatform().daemon().name("dev-keys").start(keys::read);
            return keys;
        } catch (IOException e) {
            EventLog.line("dev: keys are not heard: " + e.getMessage());
            return null;
        }
    }

    private void read() {
        NonBlockingReader reader = terminal.reader();
        try {
            int key = NonBlockingReader.READ_EXPIRED;
            while (key != NonBlockingReader.EOF) {
                if (key >= 0) {
                    press((char) key);
                }
                key = reader.read(LOOK_MILLIS);
            }
        } catch (IOException e) {
            // The terminal is gone; Ctrl-C or a signal ends the server.
            return;
        }
    }

    private void press(char key) {
        switch (key) {
            case 'r' -> loop.reload();
            case 'o' -> open();
            case 'w' -> loop.desk().obey("status", (_, text) -> EventLog.block(text));
            case 't' -> loop.desk().obey("threads 1", (_, text) -> EventLog.block(text));
            case 'c' -> {
                terminal.writer().print(CLEAR);
                terminal.flush();
            }
            case 'q', 3, 4 -> loop.desk().stop();
            case 'h', '?' -> EventLog.block(HELP);
            default -> {}
        }
    }

    private void open() {
        try {
            Offspring.start(
                    new ProcessBuilder("xdg-open", loop.url())
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD));
        } catch (IOException e) {
            EventLog.line("dev: no browser can be opened (xdg-open); it is " + loop.url());
        }
    }

    @Override
    public void close() throws IOException {
        terminal.setAttributes(usual);
    }
}
