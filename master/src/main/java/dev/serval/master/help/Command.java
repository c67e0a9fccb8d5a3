package dev.serval.master.help;

import java.util.List;
import java.util.Optional;

/**
 * A command of {@code serval}.
 *
 * @param group what it is for
 * @param synopsis how it is written, without {@code serval}; empty for the server itself
 * @param help one sentence
 */
public record Command(Group group, String synopsis, String help) {

    /** Which commands stand together. */
    public enum Group {
        /** Those that start something, or look before. */
        START("Commands"),
        /** Those for a server that runs. */
        RUNNING("For the one server of yours that runs, or with --control PATH"),
        /** Those that only say something. */
        WORDS("More words");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        /** As a heading. */
        public String title() {
            return title;
        }
    }

    private static final List<Command> ALL =
            List.of(
                    start("[OPTIONS] [THING | FILE.conf]", "run a server"),
                    start("init [DIR] [--war]", "write a small project that builds and runs"),
                    start(
                            "dev [FILE.java] [--debug [PORT]]",
                            "run what you write, anew at each change"),
                    start("check [OPTIONS]", "read everything a start reads, start nothing"),
                    start("config [OPTIONS]", "every value in force, and where it was written"),
                    start("doctor [OPTIONS]", "look at this machine: limits, ports, rights"),
                    running("status [--json]", "the server and its workers"),
                    running("top [--once] [--json]", "the same, each second"),
                    running("reload [--chain]", "a new generation; 5 if the old one serves on"),
                    running("upgrade", "a new server takes over this one's sockets"),
                    running("pause", "accept nobody until it is said again"),
                    running("stop [--now]", "finish what runs, then end"),
                    running("workers add | remove | drain N | kill N", "one more, one fewer"),
                    running("threads N", "the stacks of worker N"),
                    running("heap N", "what fills the heap of worker N"),
                    running("memory", "what each process takes"),
                    running("log-reopen", "open the log anew after it was moved away"),
                    running("log-rotate", "move the log away and open it anew"),
                    words(
                            "cluster status | reload | top [PLACE...]",
                            "servers on several machines, one by one"),
                    words("spool ls | show | retry | purge QUEUE [JOB]", "jobs of a queue"),
                    words("help [WORD | all]", "this page, or what is known of a word"),
                    words("migrate FILE.ini", "what a configuration of uWSGI's is in ours"),
                    words("options", "the reference of all options, in Markdown"),
                    words("completion [bash | zsh | fish]", "a completion script for a shell"),
                    words("man", "the manual page: serval man | man -l -"),
                    words("version", "this version, and Java's"));

    private static Command start(String synopsis, String help) {
        return new Command(Group.START, synopsis, help);
    }

    private static Command running(String synopsis, String help) {
        return new Command(Group.RUNNING, synopsis, help);
    }

    private static Command words(String synopsis, String help) {
        return new Command(Group.WORDS, synopsis, help);
    }

    /** All, in the order in which they are shown. */
    public static List<Command> all() {
        return ALL;
    }

    /** The one of this name. */
    public static Optional<Command> find(String name) {
        return ALL.stream().filter(command -> command.name().equals(name)).findFirst();
    }

    /** Its first word; empty for the server itself. */
    public String name() {
        String first = synopsis.split(" ", 2)[0];
        return first.startsWith("[") ? "" : first;
    }
}
