// The pages work on what the server sends; this adds the keyboard, the way between value and passage, and corrections.
"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const id = document.body.dataset.id;
  const csrf = $("meta[name=csrf]").content;
  const by = $("#by"), said = $("#said"), panel = $("#panel"), help = $("#help");
  const store = {
    get: name => { try { return localStorage.getItem(name); } catch { return null; } },
    set: (name, value) => { try { localStorage.setItem(name, value); } catch { /* a browser may keep nothing */ } },
  };
  by.value = store.get("rapporteur-reviewer") || $("meta[name=by]").content;
  by.addEventListener("change", () => store.set("rapporteur-reviewer", by.value));

  let quiet;
  function say(message, wrong) {
    said.textContent = message;
    said.classList.toggle("wrong", !!wrong);
    clearTimeout(quiet);
    quiet = setTimeout(() => { said.textContent = ""; }, wrong ? 12000 : 4000);
  }

  async function get(path) {
    const response = await fetch(path, { headers: { Accept: "text/html" } });
    const text = await response.text();
    if (!response.ok) throw new Error(text.trim());
    return text;
  }

  async function post(path, body) {
    if (!by.value.trim()) {
      by.focus();
      throw new Error("Type your name first: every correction says whose it is.");
    }
    const response = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf }, body: JSON.stringify({ by: by.value, ...body }) });
    const text = await response.text();
    if (!response.ok) throw new Error(text.trim());
    return JSON.parse(text);
  }

  const show = async path => {
    panel.innerHTML = await get(path); // the server's own HTML: what reports say is escaped in it
    if (!$("#codes")) document.body.insertAdjacentHTML("beforeend", await get("/codes"));
    if (!panel.open) panel.showModal();
    ($("input, select, textarea", panel) || $("button", panel)).focus();
  };

  // Rows of a list.
  const rows = () => all("[data-row]");
  function step(list, picked, by) {
    if (!list.length) return null;
    const at = list.indexOf(picked);
    return list[Math.max(0, Math.min(list.length - 1, at < 0 ? 0 : at + by))];
  }

  // Values of the record.
  let picked = null;
  const values = () => all(".value").filter(v => v.offsetParent !== null);
  const marksOf = key => all("a.m", $("#main")).filter(m => m.getAttribute("href") === "#" + key);
  function pick(value, { jump = true, focus = true } = {}) {
    if (!value) return;
    if (picked) picked.classList.remove("picked");
    picked = value;
    picked.classList.add("picked");
    all("a.m.on, .box.on").forEach(m => m.classList.remove("on"));
    if (focus) value.focus({ preventScroll: true });
    value.scrollIntoView({ block: "nearest" });
    if (!value.dataset.value) return;
    const marks = marksOf(value.dataset.value);
    marks.forEach(m => m.classList.add("on"));
    const anchor = $(".says > a", value);
    const start = anchor && document.getElementById(anchor.getAttribute("href").slice(1));
    if (jump && start) (start.nextElementSibling || start).scrollIntoView({ block: "center" });
    if (jump) turnTo(value);
    drawBoxes();
  }

  // A rejected value's passages are struck.
  function strike() {
    const gone = new Set(all(".value.rejected").map(v => "#" + v.dataset.value));
    all("a.m", $("#main")).forEach(m => m.classList.toggle("gone", gone.has(m.getAttribute("href"))));
  }

  // load takes the page anew, and keeps what is looked at.
  async function load(key) {
    const page = new DOMParser().parseFromString(await get(location.pathname), "text/html");
    const scroll = all(".panes > *").map(pane => pane.scrollTop);
    const sought = $("#find") && $("#find").value;
    for (const part of ["#main", "#record", ".about", "#add-kind"]) {
      const to = $(part), from = $(part, page);
      if (to && from) to.replaceChildren(...from.childNodes);
    }
    all(".panes > *").forEach((pane, i) => { pane.scrollTop = scroll[i]; });
    if (sought) { $("#find").value = sought; filter(); }
    if ($("#page-toggle") && $("#picture")) $("#page-toggle").setAttribute("aria-pressed", String(!$("#picture").hidden));
    ready();
    const value = document.getElementById(key || (picked && picked.id));
    picked = null;
    if (value) pick(value, { jump: false });
  }

  async function correct(body, value) {
    try {
      const answer = await post(`/d/${id}/corrections`, { key: value && value.dataset.value, seen: value ? Number(value.dataset.seen) : 0, ...body });
      await load(answer.key || (value && value.dataset.value));
      say(answer.message, answer.conflict);
      return true;
    } catch (e) {
      say(e.message, true);
      return e;
    }
  }

  async function act(what, value, button) {
    try {
      switch (what) {
        case "accept": case "reject": return void await correct({ action: what }, value);
        case "keep": case "take": return void await correct({ action: what, which: Number(button.dataset.which) }, value);
        case "undo": return void await correct({ action: "undo", of: Number(button ? button.dataset.of || 0 : 0) });
        case "done": case "reopen": return void await correct({ action: what });
        case "fixture": {
          const answer = await post(`/d/${id}/fixture`, {});
          await load();
          return say(answer.message);
        }
        case "edit": return void await show(`/d/${id}/edit?key=${encodeURIComponent(value.dataset.value)}`);
        case "explain": return void await show(`/d/${id}/explain?key=${encodeURIComponent(value.dataset.value)}`);
      }
    } catch (e) {
      say(e.message, true);
    }
  }

  // Adding: the words that are selected, with the place of the block that they begin in.
  let selection = null;
  function placeOf(node, offset) {
    const block = (node.nodeType === 1 ? node : node.parentElement).closest("[data-at]");
    if (!block) return null;
    const range = document.createRange();
    range.setStart(block, 0);
    range.setEnd(node, offset);
    const before = range.cloneContents();
    all(".marker", before).forEach(m => m.remove());
    return Number(block.dataset.at) + [...before.textContent].length;
  }
  function selected() {
    const s = getSelection(), main = $("#main");
    if (!s.rangeCount || s.isCollapsed || !main.contains(s.anchorNode) || !main.contains(s.focusNode)) return null;
    const range = s.getRangeAt(0), start = placeOf(range.startContainer, range.startOffset), quote = s.toString().trim();
    return start === null || !quote ? null : { start, quote };
  }
  async function add() {
    selection = selected() || selection;
    if (!selection) return say("Select words in the text first.", true);
    try {
      await show(`/d/${id}/add?kind=${encodeURIComponent($("#add-kind").value)}&quote=${encodeURIComponent(selection.quote)}`);
    } catch (e) {
      say(e.message, true);
    }
  }

  panel.addEventListener("submit", async event => {
    event.preventDefault();
    const form = event.target, change = {};
    for (const input of all("[name]", form)) {
      const now = input.type === "checkbox" ? (input.checked ? "yes" : "") : input.value;
      const before = input.type === "checkbox" ? (input.defaultChecked ? "yes" : "") : input.tagName === "SELECT" ? ([...input.options].find(o => o.defaultSelected) || input.options[0]).value : input.defaultValue;
      if (!form.dataset.key || now !== before) change[input.name] = now;
    }
    const value = form.dataset.key ? document.getElementById(form.dataset.key) : null;
    if (form.dataset.key && !Object.keys(change).length) return panel.close();
    const result = await correct(value ? { action: "edit", change } : { action: "add", class: form.dataset.class, field: form.dataset.field, change, ...selection }, value);
    if (result === true) {
      panel.close();
      selection = null;
      if ($("#selection")) $("#selection").hidden = true;
    } else {
      $(".error", form).textContent = result.message;
    }
  });

  // The picture of the page, in step with the text.
  const dpi = 110, points = 72;
  let page = 0;
  const boxesOf = value => (value.dataset.boxes || "").split(";").filter(Boolean).map(b => b.split(" ").map(Number));
  function turn(n) {
    const last = Number(document.body.dataset.pages);
    if (!last || $("#picture").hidden) return;
    n = Math.max(1, Math.min(last, n));
    if (n === page) return drawBoxes();
    page = n;
    $("#page-number").textContent = `Page ${n} of ${last}`;
    const image = $("#page-image");
    $("#page-error").hidden = true;
    $(".sheet").hidden = false;
    image.alt = `Page ${n} as printed`;
    image.src = `/d/${id}/pages/${n}.png`;
  }
  const turnTo = value => { const first = boxesOf(value)[0]; if (first) turn(first[0]); };
  function drawBoxes() {
    const svg = $("#page-boxes"), image = $("#page-image");
    if (!svg || $("#picture").hidden || !image.naturalWidth) return;
    svg.setAttribute("viewBox", `0 0 ${image.naturalWidth * points / dpi} ${image.naturalHeight * points / dpi}`);
    svg.replaceChildren();
    for (const value of all(".value")) {
      let begins = true;
      for (const [n, left, top, right, bottom] of boxesOf(value)) {
        if (n !== page) continue;
        const rect = document.createElementNS(svg.namespaceURI, "rect");
        for (const [name, v] of Object.entries({ x: left, y: top, width: right - left, height: bottom - top })) rect.setAttribute(name, v);
        rect.setAttribute("class", `box ${value.dataset.class}${value === picked ? " on" : ""}`);
        rect.addEventListener("click", () => pick(value));
        const title = document.createElementNS(svg.namespaceURI, "title");
        title.textContent = $(".says", value).firstElementChild.textContent;
        rect.append(title);
        svg.append(rect);
        if (!begins) continue;
        begins = false;
        const letter = document.createElementNS(svg.namespaceURI, "text");
        letter.setAttribute("x", left);
        letter.setAttribute("y", top - 1);
        const sign = $(`#group-${value.dataset.class} .k`);
        letter.textContent = sign ? sign.textContent : "";
        svg.append(letter);
      }
    }
  }
  function inStep() {
    const main = $("#main"), pane = main.getBoundingClientRect(), middle = pane.top + main.clientHeight / 3;
    const on = $("a.m.on", main), at = on && on.getBoundingClientRect();
    if (picked && boxesOf(picked).length && at && at.bottom > pane.top && at.top < pane.bottom) return turnTo(picked); // it is what is looked at
    let n = 1;
    for (const leaf of all(".leaf", main)) {
      if (leaf.getBoundingClientRect().top > middle) break;
      n = Number(leaf.dataset.page);
    }
    turn(n);
  }
  function togglePicture() {
    const picture = $("#picture"), button = $("#page-toggle");
    if (!picture) return;
    picture.hidden = !picture.hidden;
    button.setAttribute("aria-pressed", String(!picture.hidden));
    $(".panes").classList.toggle("with-picture", !picture.hidden);
    page = 0;
    if (!picture.hidden) inStep();
  }

  const tab = name => {
    $(".panes").classList.toggle("show-record", name === "record");
    all("[data-tab]").forEach(b => b.setAttribute("aria-pressed", String(b.dataset.tab === name)));
  };

  function filter() {
    const words = $("#find").value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const group of all(".record .group")) {
      let shown = 0;
      for (const value of all(".value", group)) {
        const text = $(".says", value).textContent.toLowerCase();
        value.hidden = !words.every(w => text.includes(w));
        if (!value.hidden) shown++;
      }
      group.hidden = shown === 0;
    }
  }

  // To a place of the text, in code points.
  function goTo(at) {
    let block = null;
    for (const b of all("[data-at]", $("#main"))) {
      if (Number(b.dataset.at) > at) break;
      block = b;
    }
    if (!block) return;
    if (matchMedia("(max-width: 60rem)").matches) tab("report");
    all(".found").forEach(b => b.classList.remove("found"));
    block.classList.add("found");
    block.scrollIntoView({ block: "center" });
  }

  function ready() {
    strike();
    drawBoxes();
    const gaps = $("#gaps");
    if (gaps) gaps.addEventListener("toggle", async () => {
      const to = $("div", gaps);
      if (!gaps.open || to.dataset.loaded) return;
      to.dataset.loaded = "yes";
      try { to.innerHTML = await get(`/d/${id}/gaps`); } catch (e) { to.textContent = e.message; }
    });
    if ($("#find")) $("#find").addEventListener("input", filter);
  }

  document.addEventListener("click", event => {
    const target = event.target.closest("button, a");
    if (!target) {
      const value = event.target.closest(".value");
      if (value) pick(value, { focus: false });
      return;
    }
    if (target.dataset.open) return help.showModal();
    if ("close" in target.dataset) return panel.close();
    if (!id) return;
    if (target.dataset.tab) return tab(target.dataset.tab);
    if (target.id === "page-toggle") return togglePicture();
    if (target.dataset.turn) return turn(page + Number(target.dataset.turn));
    if (target.id === "add-go") return void add();
    if (target.dataset.do) return void act(target.dataset.do, target.closest(".value") || picked, target);
    const href = target.getAttribute("href") || "";
    if (!href.startsWith("#") || target.classList.contains("skip")) return;
    event.preventDefault();
    if (target.dataset.start) {
      goTo(Number(target.dataset.start));
      selection = { start: Number(target.dataset.start), quote: target.textContent };
      $("#add-kind").value = "outcome:commits";
      $("#selection").hidden = false;
      return;
    }
    const narrow = matchMedia("(max-width: 60rem)").matches;
    const to = document.getElementById(href.slice(1));
    if (!to) return;
    if (to.classList.contains("value")) {
      if (narrow) tab("record");
      return pick(to, { jump: !target.classList.contains("m") });
    }
    if (to.classList.contains("anchor")) {
      if (narrow) tab("report");
      const value = target.closest(".value");
      if (value) pick(value, { jump: false, focus: false });
      (to.nextElementSibling || to).scrollIntoView({ block: "center" });
      if (value) turnTo(value);
      return;
    }
    if (narrow) tab("record");
    to.scrollIntoView({ block: "center" });
  });

  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.target.matches("input, select, textarea")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const key = event.key;
    const done = () => event.preventDefault();
    if (key === "?") return done(), help.showModal();
    if (key === "/") {
      const search = $("[data-search]");
      if (!search) return;
      done();
      if (id && search.offsetParent === null) tab("record");
      search.focus();
      return search.select();
    }
    if (!id) {
      if (key === "j" || key === "k") {
        const row = step(rows(), $(".picked"), key === "j" ? 1 : -1);
        if (!row) return;
        done();
        all(".picked").forEach(r => r.classList.remove("picked"));
        row.classList.add("picked");
        $("a", row).focus();
      }
      return;
    }
    if (key === "j" || key === "k") return done(), pick(step(values(), picked, key === "j" ? 1 : -1));
    if (key === "u") return done(), void act("undo");
    if (key === "p") return done(), togglePicture();
    if (key === "n") return done(), void add();
    const what = { a: "accept", r: "reject", e: "edit", x: "explain" }[key];
    if (what && picked) return done(), void act(what, picked);
    if (key === "Enter" && picked && event.target === picked) return done(), pick(picked);
  });

  document.addEventListener("selectionchange", () => {
    if (!id || panel.open) return;
    const now = selected();
    if (now) {
      selection = now;
      $("#selection").hidden = false;
    }
  });
  document.addEventListener("pointerdown", event => {
    if (id && !event.target.closest("#selection, dialog, .report")) $("#selection").hidden = true;
  });

  if (!id) {
    if ($("input[list=codes]")) get("/codes").then(html => document.body.insertAdjacentHTML("beforeend", html)).catch(() => {});
    return;
  }
  ready();
  if (matchMedia("(max-width: 60rem)").matches) $(".legend").open = false;
  const image = $("#page-image");
  if (image) {
    image.addEventListener("load", drawBoxes);
    image.addEventListener("error", async () => {
      const note = $("#page-error");
      note.hidden = false;
      $(".sheet").hidden = true;
      try { await get(image.src); note.textContent = "The page cannot be shown."; } catch (e) { note.textContent = e.message; }
    });
    let due = 0;
    $("#main").addEventListener("scroll", () => {
      cancelAnimationFrame(due);
      due = requestAnimationFrame(inStep);
    }, { passive: true });
  }
  if (/^#t\d+$/.test(location.hash)) goTo(Number(location.hash.slice(2)));
  else if (location.hash && document.getElementById(location.hash.slice(1))) pick(document.getElementById(location.hash.slice(1)));
})();
