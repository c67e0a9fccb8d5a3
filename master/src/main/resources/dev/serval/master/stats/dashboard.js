"use strict";

// Everything shown comes from /stats/histograms, asked once a second; nothing is fetched from elsewhere.
const POINTS = 300;
const series = { rps: [], p99: [], busy: [], rss: [], s2: [], s3: [], s4: [], s5: [] };
let before = null;
let missed = 0;
let told = 0;

const $ = id => document.getElementById(id);
const sum = (list, of) => list.reduce((all, each) => all + of(each), 0);
const busy = worker => worker.cores.filter(core => core.in_request === 1).length;
const millis = micros => micros === 0 ? "-" : micros < 10000 ? (micros / 1000).toFixed(1) + " ms" : Math.round(micros / 1000) + " ms";
const short = value => value < 100 ? Math.round(value * 10) / 10 : Math.round(value);
const mega = bytes => Math.round(bytes / 1048576) + "M";

/** The bucket's middle, in microseconds: eight buckets for each doubling. */
function middle(bucket) {
  const end = b => b < 8 ? b + 1 : (8 + b % 8 + 1) * 2 ** (Math.floor(b / 8) - 1);
  const first = bucket === 0 ? 0 : end(bucket - 1);
  return (first + end(bucket) - 1) / 2;
}

/** A percentile of what has come since an earlier look. */
function percentile(now, old, share) {
  const counts = Object.entries(now).map(([b, n]) => [Number(b), n - (old[b] || 0)]).filter(([, n]) => n > 0).sort((a, b) => a[0] - b[0]);
  const wanted = Math.ceil(sum(counts, c => c[1]) * share);
  let seen = 0;
  for (const [bucket, n] of counts) {
    seen += n;
    if (seen >= wanted) return Math.round(middle(bucket));
  }
  return 0;
}

function age(since) {
  if (since === 0) return "-";
  const s = Math.max(0, Math.floor(Date.now() / 1000) - since);
  return s >= 86400 ? Math.floor(s / 86400) + "d" + Math.floor(s % 86400 / 3600) + "h" : s >= 3600 ? Math.floor(s / 3600) + "h" + Math.floor(s % 3600 / 60) + "m" : Math.floor(s / 60) + "m" + s % 60 + "s";
}

function keep(name, value) {
  series[name].push(value);
  if (series[name].length > POINTS) series[name].shift();
}

/** Lines over the same five minutes; the highest value fits. */
function draw(id, ...names) {
  const svg = $(id);
  const top = Math.max(1, ...names.flatMap(n => series[n]));
  svg.setAttribute("viewBox", "0 0 " + (POINTS - 1) + " 100");
  svg.replaceChildren(...names.map(name => {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    const from = POINTS - series[name].length;
    path.setAttribute("d", series[name].map((v, i) => (i === 0 ? "M" : "L") + (from + i) + " " + (100 - 96 * v / top).toFixed(1)).join(""));
    path.setAttribute("class", name);
    return path;
  }));
  const caption = svg.previousElementSibling;
  let last = caption.querySelector("output");
  if (last === null) caption.append(last = document.createElement("output"));
  if (names.length === 1) last.value = short(series[names[0]].at(-1)) + " of " + short(top);
}

function happened(text, at) {
  const line = document.createElement("li");
  const time = document.createElement("time");
  time.textContent = at.toLocaleTimeString();
  line.append(time, text);
  $("events").prepend(line);
  while ($("events").children.length > 200) $("events").lastChild.remove();
}

/** What the server tells, and what only numbers tell. */
function events(old, now) {
  if (old.pid !== now.pid) told = 0; // after an upgrade another master counts
  now.events.filter(e => e.id > told).forEach(e => happened(e.what, new Date(e.at * 1000)));
  if (now.events.length > 0) told = now.events.at(-1).id;
  for (const worker of now.workers) {
    const was = old.workers.find(w => w.id === worker.id) || worker;
    if (worker.harakiri_count > was.harakiri_count) happened("worker " + worker.id + ": a request ran past its deadline", new Date());
    if (worker.exceptions > was.exceptions) happened("worker " + worker.id + ": " + (worker.exceptions - was.exceptions) + " exceptions", new Date());
  }
}

const rows = new Map();

/** A worker keeps its row: what is replaced under a finger is not clicked. */
function row(worker, was, seconds) {
  const line = rows.get(worker.id) || document.createElement("tr");
  const state = worker.pid !== 0 && worker.accepting === 0 ? "starting" : worker.status;
  const cells = [worker.id, worker.pid || "-", state, Math.round((worker.requests - was.requests) / seconds), busy(worker) + "/" + worker.cores.length,
    millis(percentile(worker.latency.buckets, was.latency.buckets, 0.99)), mega(worker.heap.used) + "/" + mega(worker.heap.max), mega(worker.rss),
    worker.requests, worker.exceptions, worker.harakiri_count, age(worker.last_spawn), worker.respawn_count, worker.generation];
  if (!rows.has(worker.id)) {
    line.append(...cells.map(() => document.createElement("td")), buttons(worker.id));
    rows.set(worker.id, line);
  }
  cells.forEach((text, i) => line.children[i].textContent = text);
  line.children[2].className = state;
  return line;
}

function show(now) {
  now.at = performance.now();
  const old = before === null ? now : before;
  const seconds = Math.max(0.001, (now.at - old.at) / 1000);
  const requests = now.router.requests - old.router.requests;
  const rates = Object.fromEntries(["2xx", "3xx", "4xx", "5xx"].map(s => [s, (now.router.statuses[s] - old.router.statuses[s]) / seconds]));
  const p99 = percentile(now.router.latency.buckets, old.router.latency.buckets, 0.99);
  $("server").textContent = now.version + ", pid " + now.pid + ", generation " + now.generation;
  $("rps").textContent = Math.round(requests / seconds);
  $("p50").textContent = millis(percentile(now.router.latency.buckets, old.router.latency.buckets, 0.5));
  $("p99").textContent = millis(p99);
  $("errors").textContent = (requests === 0 ? 0 : 100 * rates["5xx"] * seconds / requests).toFixed(2) + " %";
  $("waiting").textContent = now.router.waiting;
  $("open").textContent = now.router.connections;
  if (before !== null) {
    keep("rps", requests / seconds);
    keep("p99", p99 / 1000);
    keep("s2", rates["2xx"]);
    keep("s3", rates["3xx"]);
    keep("s4", rates["4xx"]);
    keep("s5", rates["5xx"]);
    keep("busy", sum(now.workers, busy));
    keep("rss", sum(now.workers, w => w.rss) / 1048576);
    draw("chart-rps", "rps");
    draw("chart-p99", "p99");
    draw("chart-busy", "busy");
    draw("chart-rss", "rss");
    draw("chart-statuses", "s2", "s3", "s4", "s5");
  }
  events(old, now);
  now.workers.forEach(w => {
    const line = row(w, old.workers.find(o => o.id === w.id) || w, seconds);
    if (!line.isConnected) $("workers").append(line);
  });
  rows.forEach((line, id) => now.workers.some(w => w.id === id) || (line.remove(), rows.delete(id)));
  slow(now);
  before = now;
}

async function look() {
  try {
    const answer = token === "" ? await fetch("/stats/histograms", { cache: "no-store" }) : await command("status-json");
    if (answer.status === 401) lock();
    else show(await answer.json());
    missed = 0;
  } catch {
    missed++;
  }
  $("state").textContent = missed < 3 ? "" : "the server does not answer";
  $("state").className = missed < 3 ? "" : "bad";
  setTimeout(look, 1000);
}
