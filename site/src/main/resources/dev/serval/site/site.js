"use strict";

const root = document.currentScript.dataset.root;
const box = document.getElementById("search");
const found = document.getElementById("found");
const MOST = 20;
var servalIndex;

function loadIndex() {
  if (document.getElementById("index")) return;
  const script = document.createElement("script");
  script.id = "index";
  script.src = root + "/search-index.js";
  script.onload = search;
  document.head.append(script);
}

/** How well a section fits: each word must be there; one in a title or heading counts more. */
function score([title, heading, , text], words) {
  let sum = 0;
  for (const word of words) {
    const inTitle = title.toLowerCase().indexOf(word);
    const inHeading = heading.toLowerCase().indexOf(word);
    const inText = text.toLowerCase().indexOf(word);
    if (inTitle < 0 && inHeading < 0 && inText < 0) return 0;
    sum += (inTitle >= 0 ? (heading ? 5 : 20) : 0) + (inHeading >= 0 ? 10 : 0) + (inText >= 0 ? 2 : 0);
  }
  return sum;
}

/** The words around the first place where one of them stands. */
function excerpt(text, words) {
  const at = Math.max(0, Math.min(...words.map(word => text.toLowerCase().indexOf(word)).filter(i => i >= 0)));
  const from = Number.isFinite(at) ? Math.max(0, at - 40) : 0;
  return (from ? "\u2026" : "") + text.slice(from, from + 140);
}

function entry([title, heading, where, text], words) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = root + "/" + where;
  link.append(heading ? title + ": " + heading : title);
  const small = document.createElement("small");
  small.append(excerpt(text, words));
  link.append(small);
  item.append(link);
  return item;
}

function search() {
  const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
  found.hidden = !words.length || !servalIndex;
  if (found.hidden) return;
  const hits = servalIndex
    .map(section => [score(section, words), section])
    .filter(([points]) => points > 0)
    .sort((a, b) => b[0] - a[0])
    .slice(0, MOST);
  found.replaceChildren(...hits.map(([, section]) => entry(section, words)));
  if (!hits.length) {
    const none = document.createElement("li");
    none.className = "none";
    none.append("No page has all of these words.");
    found.append(none);
  }
}

function closeSearch() {
  found.hidden = true;
}

box.addEventListener("focus", loadIndex);
box.addEventListener("input", () => { loadIndex(); search(); });
document.querySelector(".search").addEventListener("keydown", event => {
  const links = [...found.querySelectorAll("a")];
  const at = links.indexOf(document.activeElement);
  if (event.key === "ArrowDown" && links.length) {
    links[Math.min(at + 1, links.length - 1)].focus();
    event.preventDefault();
  } else if (event.key === "ArrowUp" && links.length) {
    (at > 0 ? links[at - 1] : box).focus();
    event.preventDefault();
  } else if (event.key === "Enter" && event.target === box && links.length) {
    links[0].click();
  } else if (event.key === "Escape") {
    closeSearch();
    box.focus();
  }
});
document.addEventListener("click", event => {
  if (!event.target.closest(".search") || event.target.closest("#found a")) closeSearch();
});
document.addEventListener("keydown", event => {
  if (event.key === "/" && !event.target.closest("input")) {
    box.focus();
    event.preventDefault();
  }
});

document.getElementById("menu").addEventListener("click", event => {
  const open = document.getElementById("pages").classList.toggle("open");
  event.currentTarget.setAttribute("aria-expanded", String(open));
});

for (const heading of document.querySelectorAll("main :is(h1, h2, h3)[id]")) {
  const link = document.createElement("a");
  link.className = "here";
  link.href = "#" + heading.id;
  link.setAttribute("aria-label", "Link to this section");
  link.append("#");
  heading.append(link);
}

/** Where the clipboard is out of reach the text is selected, for the keyboard. */
async function copy(code, button) {
  try {
    await navigator.clipboard.writeText(code.textContent);
    button.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(code);
    button.textContent = "Selected";
  }
  setTimeout(() => { button.textContent = "Copy"; }, 2000);
}

for (const code of document.querySelectorAll("main pre > code")) {
  const block = document.createElement("div");
  const button = document.createElement("button");
  block.className = "code";
  button.className = "copy";
  button.type = "button";
  button.textContent = "Copy";
  button.addEventListener("click", () => copy(code, button));
  code.parentElement.replaceWith(block);
  block.append(code.parentElement, button);
}

const here = document.querySelector("#pages [aria-current]");
if (here) {
  here.closest("details").open = true;
  document.getElementById("pages").scrollTop = here.offsetTop - 200;
}
