// Keeps the figures of a page up to date: asks for the page again, and puts in place what changed.
"use strict";
(() => {
  const EVERY = 2000;
  const fresh = document.getElementById("fresh");
  const pause = document.getElementById("pause");
  const pulse = document.getElementById("pulse");
  let tag = null;
  let paused = false;

  const parts = (page) =>
    new Map([...page.querySelectorAll("[data-live]")].map((part) => [part.dataset.live, part]));

  // Values that moved are marked for a moment; whatever the reader opened stays open.
  function show(page) {
    const now = parts(document);
    for (const [name, part] of parts(page)) {
      const old = now.get(name);
      if (!old || old.innerHTML === part.innerHTML) continue;
      old.replaceChildren(...document.importNode(part, true).childNodes);
      if (name.startsWith("value-")) {
        old.classList.remove("moved");
        void old.offsetWidth;
        old.classList.add("moved");
      }
    }
  }

  async function ask() {
    const headers = tag ? { "If-None-Match": tag } : {};
    const answer = await fetch(location.href, { headers, cache: "no-store" });
    if (answer.redirected) return location.reload();
    pulse.className = "pulse on";
    if (answer.status === 304) return;
    if (!answer.ok) throw new Error(answer.status);
    tag = answer.headers.get("ETag");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    // Another page than this one, as with the first event ever: then all of it is new.
    if (page.querySelectorAll("[data-live]").length !== document.querySelectorAll("[data-live]").length) {
      return location.reload();
    }
    show(page);
  }

  async function turn() {
    if (!paused && !document.hidden) {
      try {
        await ask();
      } catch {
        pulse.className = "pulse lost";
        fresh.textContent = pause.dataset.lost;
        tag = null;
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
    form.addEventListener("submit", () => {
      if (days.value) from.disabled = to.disabled = true;
      for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
    });
    for (const choice of form.querySelectorAll("select")) {
      choice.addEventListener("change", () => (choice !== days || days.value) && form.requestSubmit());
    }
  }

  // A site without events has none.
  for (const form of document.querySelectorAll(".filters")) filters(form);
  setTimeout(turn, EVERY);
})();
