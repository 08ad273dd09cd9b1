// Keeps the figures of a page up to date: asks for the page again, and puts in place what changed.
"use strict";
(() => {
  const EVERY = 2000;
  const LONGEST = 10000;
  const pause = document.getElementById("pause");
  const pulse = document.getElementById("pulse");
  const trouble = document.getElementById("trouble");
  let tag = null;
  let paused = false;

  const parts = (page) =>
    new Map([...page.querySelectorAll("[data-live]")].map((part) => [part.dataset.live, part]));
  const view = (page) => page.querySelector("main").dataset.view;
  const put = (old, part) => old.replaceChildren(...document.importNode(part, true).childNodes);

  // Whatever the reader has opened stays open.
  function putAll(page) {
    const open = [...document.querySelectorAll("details[open]")].map((details) => details.id);
    put(document.getElementById("figures"), page.getElementById("figures"));
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  }

  // Values that moved are marked for a moment; what the reader is about to use stays.
  function putPart(old, part) {
    if (old.innerHTML === part.innerHTML || old.contains(document.activeElement)) return;
    put(old, part);
    if (part.dataset.live.startsWith("value-")) {
      old.classList.remove("moved");
      void old.offsetWidth;
      old.classList.add("moved");
    }
  }

  function show(page) {
    // Another site or other days, as after midnight: the filters must say so, too.
    if (view(page) !== view(document)) return location.reload();
    const now = parts(document);
    const next = parts(page);
    const isSame = now.size === next.size && [...next.keys()].every((name) => now.has(name));
    if (!isSame) putAll(page);
    else for (const [name, part] of next) putPart(now.get(name), part);
  }

  // Nothing is wrong where there is no text.
  function say(text) {
    pulse.className = text ? "pulse lost" : "pulse on";
    if (trouble.textContent !== text) trouble.textContent = text;
  }

  async function ask() {
    const headers = tag ? { "If-None-Match": tag } : {};
    const signal = AbortSignal.timeout(LONGEST);
    const answer = await fetch(location.href, { headers, signal, cache: "no-store" });
    const text = answer.status === 200 ? await answer.text() : "";
    if (paused) return;
    if (answer.redirected) return location.reload();
    if (answer.status === 304) return say("");
    if (!answer.ok) return say(trouble.dataset.busy);
    say("");
    show(new DOMParser().parseFromString(text, "text/html"));
    tag = answer.headers.get("ETag");
  }

  async function turn() {
    if (!paused && !document.hidden) {
      try {
        await ask();
      } catch {
        if (!paused) say(trouble.dataset.lost);
      }
    }
    setTimeout(turn, EVERY);
  }

  pause.hidden = false;
  pause.addEventListener("click", () => {
    paused = !paused;
    pause.textContent = paused ? pause.dataset.resume : pause.dataset.pause;
    pulse.className = paused ? "pulse" : "pulse on";
  });

  // A length and days of one's own are two ways to say the same: the last touched counts.
  function filters(form) {
    const { days, from, to } = form.elements;
    for (const day of [from, to]) day.addEventListener("input", () => (days.value = ""));
    days.addEventListener("change", () => {
      if (days.value) from.value = to.value = "";
    });
    form.addEventListener("submit", () => {
      for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
    });
  }

  // A site without events has none.
  for (const form of document.querySelectorAll(".filters")) filters(form);

  setTimeout(turn, EVERY);
})();
