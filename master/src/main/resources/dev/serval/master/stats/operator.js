// For who knows the token. It stays in this tab; the server is asked with it in a field that no other page can send.
const SLOW_MICROS = 1000000;
let token = sessionStorage.getItem("token") || "";

const command = line => fetch("/command", { method: "POST", body: line, cache: "no-store", headers: { Authorization: "Bearer " + token } });

function lock() {
  token = "";
  sessionStorage.removeItem("token");
  unlocked();
}

function unlocked() {
  document.body.classList.toggle("unlocked", token !== "");
  $("controls").hidden = token === "";
  $("unlock").hidden = token !== "";
}

async function order(line) {
  $("said").textContent = line + " ...";
  try {
    const answer = await command(line);
    const text = await answer.text();
    $("said").textContent = line === "status-json" && answer.ok ? "" : line + ": " + text.trim();
    if (answer.status === 401) lock();
  } catch {
    $("said").textContent = line + ": the server does not answer";
  }
}

async function dump(worker) {
  $("dump-of").textContent = "Threads of worker " + worker;
  $("dump-text").textContent = "asking";
  $("dump").showModal();
  const answer = await command("threads " + worker);
  $("dump-text").textContent = await answer.text();
}

function buttons(worker) {
  const cell = document.createElement("td");
  cell.className = "operator";
  for (const [word, act] of [["Drain", () => order("workers drain " + worker)], ["Threads", () => dump(worker)]]) {
    const button = document.createElement("button");
    button.textContent = word;
    button.addEventListener("click", act);
    cell.append(button);
  }
  return cell;
}

/** Requests that have run for a second or more; told only to who knows the token. */
function slow(now) {
  const at = Date.now() * 1000;
  const running = now.workers.flatMap(w => w.cores.map(c => ({ worker: w.id, since: c.req_info.request_start_micros, request: c.req_info.request })));
  $("slow").replaceChildren(...running.filter(r => r.request && at - r.since >= SLOW_MICROS).sort((a, b) => a.since - b.since).map(r => {
    const line = document.createElement("li");
    line.textContent = "worker " + r.worker + ", " + ((at - r.since) / 1000000).toFixed(1) + " s: " + r.request;
    return line;
  }));
}

$("unlock").addEventListener("submit", event => {
  event.preventDefault();
  token = $("token").value.trim();
  $("token").value = "";
  order("status-json").then(() => {
    if (token === "") return;
    sessionStorage.setItem("token", token);
    unlocked();
  });
});
$("lock").addEventListener("click", lock);
$("controls").addEventListener("click", event => event.target.dataset.command && order(event.target.dataset.command));

/** A server without a token takes no commands: 405. */
async function begin() {
  if (token !== "") unlocked();
  else $("unlock").hidden = (await command("status-json")).status !== 401;
}

begin();
look();
