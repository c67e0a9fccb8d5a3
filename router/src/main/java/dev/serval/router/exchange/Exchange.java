package dev.serval.router.exchange;

import dev.serval.http.ResponseHead;
import dev.serval.http.Sender;
import dev.serval.http.SocketRequest;
import dev.serval.router.encoding.Coding;
import dev.serval.router.encoding.Compression;
import dev.serval.router.files.FileAnswer;
import dev.serval.router.files.NamedFile;
import dev.serval.router.route.Route;
import dev.serval.router.upstream.Failure;
import dev.serval.router.upstream.UpstreamConnection;
import dev.serval.router.upstream.UpstreamEvents;
import dev.serval.uwsgi.UwsgiProtocolException;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer: the only object that both the client's and the backend's side hold.
 *
 * <p>A failure before the answer has begun becomes an answer; one after it breaks the client's
 * connection, so that a part is never taken for the whole.
 */
final class Exchange implements UpstreamEvents, Shortcut.Outcome {

    private final ClientConnection client;
    private final Rules rules;
    private final HttpRequest request;
    private final Sender sender;
    private final Route route;
    private final AnswerHeads heads;
    private final RequestBody body;
    private final AnswerBody answer;
    private @Nullable UpstreamConnection upstream;
    private @Nullable NamedFile named;
    private ExchangeState state = ExchangeState.AWAITING_UPSTREAM;
    private boolean asked;
    private boolean retried;
    private boolean close;

    Exchange(ClientConnection client, Rules rules, HttpRequest request, Sender sender) {
        this.client = client;
        this.rules = rules;
        this.request = request;
        this.sender = sender;
        this.route = rules.routes().of(request, sender);
        this.heads = new AnswerHeads(request, sender, route);
        this.answer = new AnswerBody(client, rules.spools(), this::clientWritable);
        this.body =
                new RequestBody(
                        request,
                        route.upstream().takesChunks(),
                        rules.limits().maxBodyBytes(),
                        rules.bodies(),
                        rules.decompresses());
    }

    /**
     * Looks for an answer that needs no backend, and asks for one if there is none; for a request
     * with a body when enough of it is here, or all of it where its length must be known. A client
     * that is slow to send holds no core until then.
     */
    void start() {
        asked = true;
        Shortcut.look(route, rules.files(), request, client.loop(), this);
    }

    @Override
    public void none() {
        if (state.over()) {
            return;
        }
        asked = false;
        if (body.complete() || (!body.whole() && body.bytes() >= rules.postBuffering())) {
            ask();
        } else {
            continueIfExpected();
        }
    }

    @Override
    public void reply(FullHttpResponse reply) {
        if (!state.over() && begin(reply, Compression.NONE)) {
            answerBody(reply.content());
            answerEnd();
        } else {
            reply.release();
        }
    }

    @Override
    public void file(FileAnswer found) {
        FileAnswer dressed = rules.pages().dress(found, request);
        if (state.over() || !begin(dressed.head(), Compression.NONE)) {
            dressed.close();
            return;
        }
        FileAnswer sent = answer.bodiless() ? dressed.withoutBody() : dressed;
        answer.expect(true, 0);
        new FileSending(client, sent, this).start();
    }

    private void ask() {
        if (!asked) {
            asked = true;
            route.upstream().lease(this);
        }
    }

    @Override
    public HttpRequest request() {
        return request;
    }

    /** Whether the client may be expected to send now: what it is silent about is its own fault. */
    boolean waitsForClient() {
        return !body.complete() && (!asked || upstream != null);
    }

    /** Who it came from. */
    Sender sender() {
        return sender;
    }

    /** Whom the client has proved to be, a byte a character; empty for nobody. */
    String user() {
        return route.login() == null ? "" : route.login().name();
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
        if (upstream != null) {
            body.writeEnd(upstream);
        } else {
            ask();
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
        ByteBuf packet;
        try {
            packet =
                    RequestPacket.of(
                            connection,
                            connection.modifier1(rules.modifier1()),
                            request,
                            client.facts(),
                            sender,
                            body.heldLength());
        } catch (UwsgiProtocolException e) {
            broken(Failure.TOO_LARGE);
            return;
        }
        state = state.become(ExchangeState.FORWARDING);
        connection.send(packet, body.complete());
        body.release(connection);
        connection.flush();
        client.lent(connection);
        client.read(true);
        continueIfExpected();
    }

    private void continueIfExpected() {
        if (!body.complete() && body.bytes() == 0 && HttpUtil.is100ContinueExpected(request)) {
            client.sendContinue();
        }
    }

    @Override
    public void answerHead(HttpResponse backend) {
        if (backend.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
            switched(backend);
            return;
        }
        if (backend.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
            heads.informational(backend).ifPresent(client::sendInformational);
            return;
        }
        UpstreamConnection from = upstream;
        boolean ours = from != null && from.isOurs();
        named = rules.files().named().taken(backend, ours, client.facts().trusted());
        if (named == null) {
            begin(backend, rules.compression());
        }
    }

    /** Whether the head could be sent. */
    private boolean begin(HttpResponse backend, Compression compression) {
        ResponseHead head;
        try {
            head = heads.answer(backend, keepsClient(), upstream);
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
        client.write(head.head());
        return true;
    }

    /** The backend has made the connection a WebSocket: nothing more of this is HTTP. */
    private void switched(HttpResponse backend) {
        UpstreamConnection lent = upstream;
        if (lent == null || !SocketRequest.asked(request)) {
            broken(Failure.GARBAGE);
            return;
        }
        upstream = null;
        state = state.become(ExchangeState.RESPONDING).become(ExchangeState.DONE);
        client.become(heads.switching(backend), lent.leave());
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
            rules.files()
                    .named()
                    .open(request, file, sender.ids().request(), client.loop(), this::file);
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
        answer.end();
        answer.whenSent(this::answered);
    }

    private void answered() {
        if (state.over()) {
            return;
        }
        state = state.become(ExchangeState.DONE);
        discard();
        client.write(LastHttpContent.EMPTY_LAST_CONTENT);
        client.finished(close || !body.complete(), body.complete());
    }

    @Override
    public void answerPause() {
        answer.pause();
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
        UpstreamConnection lent = upstream;
        if (lent != null) {
            lent.failed(failure);
        }
        giveBack(false);
        boolean again = failure.mayAskAnother(request.method(), body.expected());
        if (lent != null && again && !retried && body.replayable()) {
            retried = true;
            state = state.become(ExchangeState.AWAITING_UPSTREAM);
            route.upstream().leaseAgain(this, lent);
            return;
        }
        boolean begun = state == ExchangeState.RESPONDING;
        state = state.become(ExchangeState.FAILED);
        discard();
        if (begun) {
            client.abort();
            return;
        }
        boolean late = lent != null && lent.overdue(rules.harakiri());
        Failure told = failure == Failure.CLOSED_EARLY && late ? Failure.OVERDUE : failure;
        client.refuse(told.status(), told.why(), body.complete());
    }

    /** The client's connection is gone; nobody is there to answer to. */
    void clientGone() {
        if (state.over()) {
            return;
        }
        route.upstream().cancel(this);
        giveBack(false);
        state = state.become(ExchangeState.FAILED);
        discard();
    }

    /** Nothing has moved for too long. */
    void silent() {
        route.upstream().cancel(this);
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
