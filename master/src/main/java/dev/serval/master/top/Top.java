package dev.serval.master.top;

import dev.serval.master.command.RunningServers;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.IntConsumer;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.NonBlockingReader;
import org.jspecify.annotations.Nullable;

/** Shows a server that runs until somebody presses {@code q}. One thread. */
public final class Top {

    private static final long PERIOD_MILLIS = 1000;
    private static final long ONCE_MILLIS = 500;
    private static final int LINE_WIDTH = 120;

    /** The screen of a program that gives it back at its end; cursor hidden, from the top. */
    private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[H\u001b[2J";

    private static final String LEAVE = "\u001b[?25h\u001b[?1049l";
    private static final String HOME = "\u001b[H";
    private static final String REST_OF_LINE = "\u001b[K";
    private static final String REST_OF_SCREEN = "\u001b[J";

    private final Path socket;
    private final IntConsumer threads;
    private @Nullable Snapshot before;
    private Sort sort = Sort.first();
    private String word = "";
    private volatile String said = "";

    /**
     * @param socket where the server takes commands
     * @param threads prints the stacks of a worker, by its number
     */
    public Top(Path socket, IntConsumer threads) {
        this.socket = socket;
        this.threads = threads;
    }

    /**
     * Writes one picture, of half a second.
     *
     * @throws IOException if the server is gone
     */
    public void once(PrintWriter out) throws IOException, InterruptedException {
        Snapshot first = look();
        Thread.sleep(ONCE_MILLIS);
        new Screen(first, look()).lines(LINE_WIDTH, 0, sort).forEach(out::println);
    }

    /**
     * Draws until it is left.
     *
     * @throws IOException if the server is gone, or there is no terminal
     */
    public void run() throws IOException, InterruptedException {
        try (Terminal terminal = TerminalBuilder.builder().system(true).dumb(false).build()) {
            Attributes usual = terminal.enterRawMode();
            terminal.writer().print(ENTER);
            try {
                watch(terminal);
            } finally {
                terminal.writer().print(LEAVE);
                terminal.flush();
                terminal.setAttributes(usual);
            }
        }
    }

    private void watch(Terminal terminal) throws IOException, InterruptedException {
        NonBlockingReader keys = terminal.reader();
        while (true) {
            Snapshot now = look();
            draw(terminal, new Screen(before == null ? now : before, now));
            before = now;
            long until = System.nanoTime() + PERIOD_MILLIS * 1_000_000;
            for (long left = PERIOD_MILLIS;
                    left > 0;
                    left = (until - System.nanoTime()) / 1_000_000) {
                int key = keys.read(left);
                if (key == 'q' || key == 3 || key == NonBlockingReader.EOF) {
                    return;
                }
                if (key >= 0) {
                    press((char) key, terminal);
                    draw(terminal, new Screen(before, now));
                }
            }
        }
    }

    private void draw(Terminal terminal, Screen screen) {
        Size size = terminal.getSize();
        List<String> lines = screen.lines(size.getColumns(), size.getRows() - 1, sort);
        StringBuilder out = new StringBuilder(HOME);
        lines.forEach(line -> out.append(line).append(REST_OF_LINE).append("\r\n"));
        out.append(word.isEmpty() ? said : word + ": which worker, then Enter");
        terminal.writer().print(out.append(REST_OF_LINE).append(REST_OF_SCREEN));
        terminal.flush();
    }

    /** A letter is a command; digits and Enter say for which worker. */
    private void press(char key, Terminal terminal) throws IOException, InterruptedException {
        if (!word.isEmpty()) {
            number(key, terminal);
            return;
        }
        switch (key) {
            case 's' -> sort = sort.next();
            case 'd' -> word = "drain ";
            case 't' -> word = "threads ";
            case '+' -> tell("workers add");
            case '-' -> tell("workers remove");
            case 'r' -> tell("reload");
            default -> said = "";
        }
    }

    private void number(char key, Terminal terminal) throws IOException, InterruptedException {
        if (Character.isDigit(key) && word.length() < LINE_WIDTH) {
            word += key;
            return;
        }
        String command = word;
        word = "";
        String number = command.substring(command.indexOf(' ') + 1);
        if ((key != '\r' && key != '\n') || number.isEmpty()) {
            return;
        }
        if (command.startsWith("drain")) {
            tell("workers drain " + number);
            return;
        }
        terminal.writer().print(LEAVE);
        terminal.flush();
        threads.accept(Integer.parseInt(number));
        terminal.writer().print("\r\nany key goes back");
        terminal.flush();
        terminal.reader().read();
        terminal.writer().print(ENTER);
    }

    private void tell(String command) throws IOException {
        if (command.equals("reload")) {
            // It may take long, and the picture shows how it goes.
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            RunningServers.ask(socket, command);
                        } catch (IOException e) {
                            said = "the server has ended";
                        }
                    });
            said = "reload";
            return;
        }
        String answer = RunningServers.ask(socket, command);
        said = command + ": " + answer.substring(answer.indexOf('\n') + 1).strip();
    }

    private Snapshot look() throws IOException {
        String answer = RunningServers.ask(socket, "status-json");
        if (answer.isEmpty()) {
            throw new IOException("the server has ended");
        }
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        return Snapshot.of(answer.substring(answer.indexOf('\n') + 1), now);
    }
}
