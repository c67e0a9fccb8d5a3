package dev.serval.engine.jdbc;

import dev.serval.engine.jdbc.JobTable.Move;
import dev.serval.engine.jdbc.JobTable.Row;
import dev.serval.engine.jdbc.JobTable.State;
import dev.serval.spool.Bell;
import dev.serval.spool.Claim;
import dev.serval.spool.Claims;
import dev.serval.spool.CorruptJobException;
import dev.serval.spool.Fate;
import dev.serval.spool.JobName;
import dev.serval.spool.SpoolFile;
import dev.serval.spool.StoreException;
import dev.serval.spool.StoreRules;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes jobs out of the table. Whatever the database says no to ends the session, and with it the
 * locks that say this process lives: what it had claimed goes back.
 */
final class JdbcClaims implements Claims {

    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final String DIED = "the process that ran it has died";

    private final Database database;
    private final String queue;
    private final StoreRules rules;
    private final Map<String, Long> owners = new HashMap<>();
    private final List<String> news = new ArrayList<>();
    private final Bell idle = new Bell();
    private volatile @Nullable Session session;
    private volatile boolean closed;
    private long nextLook = System.nanoTime();
    private long nextPromotion;

    JdbcClaims(Database database, String queue, StoreRules rules) {
        this.database = database;
        this.queue = queue;
        this.rules = rules;
    }

    @Override
    public Optional<Claim> next(Instant now) throws StoreException {
        return with(open -> {
            if (rules.ordered() && !open.hasTurn()) {
                return Optional.empty();
            }
            look(open, now);
            if (rules.ordered() && !JobTable.owners(open.connection(), queue).isEmpty()) {
                return Optional.empty();
            }
            return take(open, now.toEpochMilli());
        });
    }

    private void look(Session open, Instant now) throws SQLException {
        long nanos = System.nanoTime();
        if (nanos - nextLook >= 0) {
            nextLook = nanos + LOOK_NANOS;
            for (long owner : JobTable.owners(open.connection(), queue)) {
                if (owner != open.owner()) {
                    giveBack(open, owner, now);
                }
            }
        }
        long millis = now.toEpochMilli();
        if (millis >= nextPromotion) {
            JobTable.promote(open.connection(), queue, millis);
            long due = JobTable.nextDue(open.connection(), queue);
            // One may be submitted meanwhile that is due before those.
            nextPromotion = Math.min(due, millis + database.dialect().lookMillis());
        }
    }

    private void giveBack(Session open, long owner, Instant now) throws SQLException {
        List<String> told = new ArrayList<>();
        Transaction.in(
                open.connection(),
                () -> {
                    if (!open.isDead(owner)) {
                        return false;
                    }
                    for (JobName name : JobTable.running(open.connection(), queue, owner)) {
                        Fate fate = rules.retries().fate(name, Optional.empty(), DIED, now);
                        if (JobTable.move(open.connection(), queue, move(name, fate), owner)) {
                            told.add(line(name, fate));
                        }
                    }
                    return true;
                });
        news.addAll(told);
    }

    private static String line(JobName name, Fate fate) {
        return switch (fate) {
            case Fate.Again _ -> "job %s goes back: %s".formatted(name.id(), DIED);
            case Fate.Dead(String why) -> "job %s is dead: %s".formatted(name.id(), why);
        };
    }

    private Move move(JobName name, Fate fate) {
        return switch (fate) {
            case Fate.Again(Instant due) -> waiting(name.later(due.toEpochMilli()));
            case Fate.Dead(String why) ->
                    new Move(name, State.DEAD, rules.ordered() ? 0 : name.due(), why);
        };
    }

    /** In order, a job to be run again stays in line and holds back those behind it. */
    private Move waiting(JobName name) {
        boolean inLine = rules.ordered() && name.attempt() > 0;
        boolean due = name.due() <= System.currentTimeMillis();
        nextPromotion = Math.min(nextPromotion, name.due());
        return new Move(
                name,
                inLine || due ? State.READY : State.LATER,
                rules.ordered() ? 0 : name.due(),
                "");
    }

    private Optional<Claim> take(Session open, long now) throws SQLException {
        while (true) {
            Optional<Row> row =
                    Transaction.in(
                            open.connection(),
                            () -> {
                                Optional<Row> first = JobTable.first(open.connection(), queue);
                                if (first.isEmpty() || first.get().name.due() > now) {
                                    return Optional.<Row>empty();
                                }
                                JobName begun = first.get().name.begun();
                                JobTable.claim(open.connection(), queue, begun, open.owner());
                                return Optional.of(new Row(begun, first.get().bytes));
                            });
            if (row.isEmpty()) {
                return Optional.empty();
            }
            Optional<Claim> claim = read(open, row.get());
            if (claim.isPresent()) {
                owners.put(claim.get().name().id(), open.owner());
                return claim;
            }
        }
    }

    private Optional<Claim> read(Session open, Row row) throws SQLException {
        try {
            return Optional.of(new Claim(row.name, SpoolFile.read(row.bytes, row.name.id())));
        } catch (CorruptJobException e) {
            Fate dead = new Fate.Dead(String.valueOf(e.getMessage()));
            JobTable.move(open.connection(), queue, move(row.name, dead), open.owner());
            news.add(line(row.name, dead));
            return Optional.empty();
        }
    }

    @Override
    public void done(Claim claim) throws StoreException {
        String id = claim.name().id();
        settle(claim, (open, owner) -> JobTable.delete(open.connection(), queue, id, owner));
    }

    @Override
    public void leave(Claim claim, Instant until) throws StoreException {
        Move move = waiting(claim.name().notBegun(until.toEpochMilli()));
        settle(claim, (open, owner) -> JobTable.move(open.connection(), queue, move, owner));
    }

    @Override
    public Fate failed(Claim claim, Optional<Duration> after, String why, Instant now)
            throws StoreException {
        Fate fate = rules.retries().fate(claim.name(), after, why, now);
        Move move = move(claim.name(), fate);
        settle(claim, (open, owner) -> JobTable.move(open.connection(), queue, move, owner));
        return fate;
    }

    @FunctionalInterface
    private interface Settlement {
        boolean of(Session open, long owner) throws SQLException;
    }

    private void settle(Claim claim, Settlement settlement) throws StoreException {
        String id = claim.name().id();
        long owner = owners.getOrDefault(id, 0L);
        owners.remove(id);
        if (!with(open -> settlement.of(open, owner))) {
            news.add(
                    "job %s was taken back before its end: the session with the database had ended"
                            .formatted(id));
        }
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask(Session open) throws SQLException;
    }

    private <T> T with(Question<T> question) throws StoreException {
        try {
            Session open = session;
            if (open == null) {
                open = Session.open(database, queue);
                session = open;
            }
            return question.ask(open);
        } catch (SQLException e) {
            drop();
            throw StoreException.unusable(database.toString(), e);
        }
    }

    private void drop() {
        Session open = session;
        session = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void await(Duration longest) throws InterruptedException {
        long untilDue = Math.max(0, nextPromotion - System.currentTimeMillis());
        Session open = session;
        Bell bell = open == null ? idle : open.bell();
        long millis = open == null ? longest.toMillis() : Math.min(longest.toMillis(), untilDue);
        if (!closed && bell.await(millis)) {
            // What was submitted may be due before what was known.
            nextPromotion = 0;
        }
    }

    @Override
    public void wake() {
        idle.ring();
        Session open = session;
        if (open != null) {
            open.bell().ring();
        }
    }

    @Override
    public List<String> news() {
        List<String> told = List.copyOf(news);
        news.clear();
        return told;
    }

    /** What is claimed goes back as soon as another looks. */
    void close() {
        closed = true;
        drop();
    }
}
