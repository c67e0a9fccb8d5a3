package dev.serval.router.dev;

/** What a page runs to learn of drafts. */
final class LiveScript {

    /** Everything of {@code serval dev} is below here; no application can have it there. */
    static final String FOLDER = "/.serval/";

    static final String SCRIPT = FOLDER + "live.js";

    /** An event for each draft. */
    static final String EVENTS = FOLDER + "live";

    /**
     * Answers with a redirect to the path in the query, and shows what served last from then on.
     */
    static final String OVERLOOK = FOLDER + "overlook";

    /** On the script of a page that shows what is broken. */
    static final String BROKEN_PAGE = " data-broken";

    static final String TEXT =
            """
            (() => {
              const me = document.currentScript;
              const mine = new URL(me.src).search.slice(1);
              const events = new EventSource('/.serval/live');
              let sheet = null;
              const hide = () => { if (sheet) { sheet.remove(); sheet = null; } };
              const show = text => {
                hide();
                sheet = document.createElement('div');
                sheet.id = 'serval-broken';
                const shadow = sheet.attachShadow({mode: 'open'});
                const box = document.createElement('pre');
                box.setAttribute('style', 'position:fixed;inset:0;z-index:2147483647;margin:0;padding:2em;'
                  + 'overflow:auto;background:rgba(20,20,24,.94);color:#eee;font:14px/1.5 monospace;'
                  + 'white-space:pre-wrap');
                box.textContent = text + '\\n\\nclick to look at the page as it was';
                box.onclick = hide;
                shadow.append(box);
                (document.body || document.documentElement).append(sheet);
              };
              events.onmessage = event => {
                const draft = JSON.parse(event.data);
                if (String(draft.change) !== mine
                    && (draft.state === 'SOUND' || me.hasAttribute('data-broken'))
                    && draft.state !== 'BUSY') {
                  events.close();
                  location.reload();
                } else if (draft.state === 'BROKEN' && !me.hasAttribute('data-broken')) {
                  show(draft.text);
                }
              };
              addEventListener('pagehide', () => events.close());
            })();
            """;

    private LiveScript() {}
}
