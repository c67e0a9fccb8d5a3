package dev.serval.router.exchange;

import dev.serval.http.Forwarding;
import dev.serval.http.RequestIds;
import dev.serval.http.ResponseHead;
import dev.serval.http.Sender;
import dev.serval.router.encoding.Coding;
import dev.serval.router.encoding.Compression;
import dev.serval.router.files.FileAnswer;
import dev.serval.router.files.NamedFile;
import dev.serval.router.upstream.Failure;
import dev.serval.router.upstream.UpstreamConnection;
import dev.serval.router.upstream.UpstreamEvents;
import dev.serval.uwsgi.UwsgiProtocolException;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer: the only object that both the client's and the backend's side hold.
 *
 * <p>A failure before the answer has begun becomes an answer; one after it breaks the client's
 * connection, so that a part is never taken for the whole.
 */
final class Exchange implements UpstreamEvents {

    private static final int PACKET_BYTES = 1024;

    private final ClientConnection client;
    private final Rules rules;
    private final HttpRequest request;
    private final Sender sender;
    private final RequestBody body;
    private final AnswerBody answer;
    private @Nullable UpstreamConnection upstream;
    private @Nullable NamedFile named;
    private ExchangeState state = ExchangeState.AWAITING_UPSTREAM;
    private boolean asked;
    private boolean retried;
    private boolean close;
    private long leasedNanos;

    Exchange(ClientConnection client, Rules rules, HttpRequest request) {
        this.client = client;
        this.rules = rules;
        this.request = request;
        this.sender = Forwarding.of(request.headers(), client.facts(), rules.proxies());
        this.answer = new AnswerBody(client, rules.answerBuffering(), this::clientWritable);
        this.body =
                new RequestBody(
                        request,
                        rules.upstream().takesChunks(),
                        rules.limits().maxBodyBytes(),
                        rules.decompresses());
    }

    /**
     * Asks for a backend; for a request with a body when enough of it is here, or all of it where
     * its length must be known. A client that is slow to send holds no core until then.
     */
    void start() {
        if (rules.files().concerns(request)) {
            asked = true;
            rules.files().find(request, client.loop(), this::filed);
            return;
        }
        begin();
    }

    /** No backend is asked while it is not known whether there is a file. */
    private void filed(@Nullable FileAnswer file) {
        if (file == null) {
            asked = false;
        }
        if (file == null && !state.over()) {
            begin();
        } else if (file != null && state.over()) {
            file.close();
        } else if (file != null) {
            send(rules.pages().dress(file, request));
        }
    }

    private void send(FileAnswer file) {
        if (!begin(file.head(), Compression.NONE)) {
            file.close();
            return;
        }
        FileAnswer sent = answer.bodiless() ? file.withoutBody() : file;
        answer.expect(true, 0);
        new FileSending(client, sent, this).next();
    }

    private void begin() {
        if (body.complete() || (!body.whole() && body.bytes() >= rules.postBuffering())) {
            ask();
            return;
        }
        continueIfExpected();
    }

    private void ask() {
        asked = true;
        rules.upstream().lease(this);
    }

    /** The request's id, for whatever answers it. */
    CharSequence id() {
        return sender.ids().request();
    }

    /** Whether the client may be expected to send now: what it is silent about is its own fault. */
    boolean waitsForClient() {
        return !body.complete() && (!asked || upstream != null);
    }

    /** Bytes of the body that have come. */
    long bodyBytes() {
        return body.bytes();
    }

    /** A piece of the body; taken over. */
    void body(ByteBuf piece) {
        if (state.over()) {
            piece.release();
            return;
        }
        UpstreamConnection to = upstream;
        Failure failure = body.take(piece, to);
        if (failure != null) {
            broken(failure);
        } else if (to != null) {
            client.read(to.isWritable());
        } else if (!body.whole() && body.bytes() >= rules.postBuffering()) {
            client.read(false);
            askOnce();
        }
    }

    private void askOnce() {
        if (!asked) {
            ask();
        }
    }

    /** The body is complete. */
    void bodyEnd() {
        if (state.over()) {
            return;
        }
        Failure failure = body.end();
        if (failure != null) {
            broken(failure);
            return;
        }
        if (!asked) {
            ask();
        } else if (upstream != null) {
            body.writeEnd(upstream);
        }
    }

    /** What the client sent at once has been told. */
    void bodyPause() {
        if (upstream != null) {
            upstream.flush();
        }
    }

    @Override
    public void leased(UpstreamConnection connection) {
        upstream = connection;
        leasedNanos = System.nanoTime();
        ByteBuf packet = connection.buffer(PACKET_BYTES);
        try {
            RequestPacket.write(packet, rules, request, client.facts(), sender, body.heldLength());
        } catch (UwsgiProtocolException e) {
            packet.release();
            broken(Failure.TOO_LARGE);
            return;
        }
        state = state.become(ExchangeState.FORWARDING);
        connection.send(packet, request.method().equals(HttpMethod.HEAD));
        body.release(connection);
        connection.flush();
        client.lent();
        client.read(true);
        continueIfExpected();
    }

    private void continueIfExpected() {
        if (!body.complete() && body.bytes() == 0 && HttpUtil.is100ContinueExpected(request)) {
            client.sendContinue();
        }
    }

    @Override
    public void refused(Failure failure) {
        broken(failure);
    }

    @Override
    public void answerHead(HttpResponse backend) {
        if (backend.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
            pass1xx(backend);
            return;
        }
        named = NamedFile.taken(backend, rules.upstream().isOurs(), this::isBeyond);
        if (named == null) {
            begin(backend, rules.compression());
        }
    }

    /** A trusted proxy may be the one that is meant: nginx has such fields too. */
    private boolean isBeyond(NamedFile.Kind kind) {
        return client.facts().trusted() && rules.files().named().knowsNone(kind);
    }

    /** Whether the head could be sent. */
    private boolean begin(HttpResponse backend, Compression compression) {
        ResponseHead head;
        try {
            head =
                    ResponseHead.of(
                            backend, request.method(), request.protocolVersion(), keepsClient());
        } catch (IllegalArgumentException e) {
            broken(Failure.GARBAGE);
            return false;
        }
        Coding coding = compression.applied(request, head);
        if (coding != null) {
            head = head.unsized(request.protocolVersion());
            answer.encode(coding, head.bodiless());
        }
        state = state.become(ExchangeState.RESPONDING);
        close = head.close();
        answer.expect(head.bodiless(), head.length());
        head.head().headers().set(RequestIds.REQUEST_ID, id());
        client.write(head.head());
        return true;
    }

    /** 100 is ours to send; early hints go to those who know them. */
    private void pass1xx(HttpResponse backend) {
        boolean ours = backend.status().equals(HttpResponseStatus.CONTINUE);
        if (!ours && request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
            client.sendInformational(
                    ResponseHead.of(backend, request.method(), request.protocolVersion(), true)
                            .head());
        }
    }

    /** A body that is not here yet would stand between this answer and the next request. */
    private boolean keepsClient() {
        return HttpUtil.isKeepAlive(request) && body.complete() && client.mayKeep();
    }

    @Override
    public void answerBody(ByteBuf piece) {
        if (state.over() || named != null) {
            piece.release();
            return;
        }
        if (!answer.take(piece)) {
            broken(Failure.GARBAGE);
            return;
        }
        UpstreamConnection from = upstream;
        if (from != null && answer.full()) {
            from.read(false);
        }
    }

    /** The backend has done its part; a slow client may read on for long. */
    @Override
    public void answerEnd() {
        NamedFile file = named;
        if (file != null) {
            named = null;
            giveBack(body.complete());
            rules.files().named().open(request, file, id(), client.loop(), this::filed);
            return;
        }
        if (state != ExchangeState.RESPONDING) {
            broken(Failure.GARBAGE);
            return;
        }
        if (answer.incomplete()) {
            broken(Failure.CLOSED_EARLY);
            return;
        }
        giveBack(body.complete());
        if (!answer.end()) {
            broken(Failure.NO_ROOM);
            return;
        }
        answer.whenSent(this::answered);
    }

    private void answered() {
        if (state.over()) {
            return;
        }
        state = state.become(ExchangeState.DONE);
        answer.discard();
        client.write(LastHttpContent.EMPTY_LAST_CONTENT);
        client.finished(close || !body.complete(), body.complete());
    }

    @Override
    public void answerPause() {
        if (!answer.pause()) {
            broken(Failure.NO_ROOM);
        }
        client.flush();
    }

    @Override
    public void writable() {
        client.read(true);
    }

    /** The client takes bytes again. */
    void clientWritable() {
        if (upstream != null && !answer.full()) {
            upstream.read(true);
        }
    }

    @Override
    public void broken(Failure failure) {
        if (state.over()) {
            return;
        }
        giveBack(false);
        if (failure == Failure.NOT_READ && !retried && !body.expected()) {
            retried = true;
            state = state.become(ExchangeState.AWAITING_UPSTREAM);
            rules.upstream().lease(this);
            return;
        }
        boolean begun = state == ExchangeState.RESPONDING;
        state = state.become(ExchangeState.FAILED);
        discard();
        if (begun) {
            client.abort();
            return;
        }
        Failure told = failure == Failure.CLOSED_EARLY && overdue() ? Failure.OVERDUE : failure;
        client.refuse(told.status(), told.why(), body.complete());
    }

    private boolean overdue() {
        long limit = rules.harakiri().toNanos();
        return limit > 0 && System.nanoTime() - leasedNanos >= limit;
    }

    /** The client's connection is gone; nobody is there to answer to. */
    void clientGone() {
        if (state.over()) {
            return;
        }
        rules.upstream().cancel(this);
        giveBack(false);
        state = state.become(ExchangeState.FAILED);
        discard();
    }

    /** Nothing has moved for too long. */
    void silent() {
        rules.upstream().cancel(this);
        broken(waitsForClient() ? Failure.CLIENT_SILENT : Failure.SILENT);
    }

    private void giveBack(boolean complete) {
        UpstreamConnection lent = upstream;
        upstream = null;
        if (lent != null) {
            lent.giveBack(complete);
        }
    }

    private void discard() {
        answer.discard();
        body.discard();
    }
}
