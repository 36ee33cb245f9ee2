// What a person does with an answer in the browser: show one kind alone, walk from passage to passage, and read a
// document beside the answer. The place on the left is kept: the row that was pressed stays where it is in the window.

const WAIT_MS = 250;
const FIND = ".byline-find";
const SEARCHED = ".byline-query";

// What outlives a run of the page.
const kept = { chosen: {}, folds: {} };

const panel = () => document.querySelector(".byline-panel:not([hidden])");
const rowOf = (place) => document.querySelector(`.byline-answer [data-passage="${CSS.escape(place)}"]`);
const isTyping = (target) => Boolean(target.closest("input, textarea, [contenteditable]"));
const isSeen = (element) => element.checkVisibility();

// What is shown of an answer: of which kind, whose words, from which day until which. Nothing is searched anew.
const ALL = { kind: "", whose: "", from: "", until: "" };
const chosenOf = (answer) => (kept.chosen[answer.dataset.answer] ??= { ...ALL });
const foldOf = (fold) => `${fold.closest("[data-answer]")?.dataset.answer ?? ""} ${fold.dataset.fold}`;

const hides = ({ whose, from, until }, { whose: said, day }) => {
  if (whose && said !== whose) return "whose words they are";
  return (from && (!day || day < from)) || (until && (!day || day > until)) ? "the dates" : "";
};

const narrow = (answer) => {
  const chosen = chosenOf(answer);
  const isNarrowed = Object.values(chosen).some(Boolean);
  const hidden = new Map();
  for (const lane of answer.querySelectorAll(".byline-lane")) {
    lane.hidden = Boolean(chosen.kind) && lane.dataset.kind !== chosen.kind;
    const rows = [...lane.querySelectorAll(".byline-row")];
    for (const row of rows) {
      const by = hides(chosen, row.dataset);
      row.hidden = Boolean(by);
      if (by && !lane.hidden) hidden.set(by, (hidden.get(by) ?? 0) + 1);
    }
    lane.classList.toggle("byline-lane-emptied", rows.length > 0 && rows.every((row) => row.hidden));
    const more = lane.querySelector(".byline-more");
    if (more) more.open = isNarrowed ? !lane.hidden : Boolean(kept.folds[foldOf(more)]);
  }
  answer.classList.toggle("byline-narrowed", isNarrowed);
  const press = (selector, name, value) => {
    for (const button of answer.querySelectorAll(selector)) {
      button.setAttribute("aria-pressed", String(button.dataset[name] === value));
    }
  };
  press("button[data-shown]", "shown", chosen.kind);
  press("button[data-whose].byline-shown", "whose", chosen.whose);
  for (const field of answer.querySelectorAll(".byline-day-field")) {
    field.value = chosen["dayFrom" in field.dataset ? "from" : "until"];
  }
  const said = answer.querySelector(".byline-hidden");
  if (!said) return;
  said.hidden = !hidden.size;
  said.querySelector(".byline-hidden-count").textContent = [...hidden].map(([by, count]) => `${count} hidden by ${by}`).join(", ");
};

const choose = (element, change) => {
  const answer = element.closest(".byline-answer");
  kept.chosen[answer.dataset.answer] = { ...chosenOf(answer), ...change };
  narrow(answer);
};

// A row that has moved is brought back to where it was in the window.
const hold = (row, top) => {
  if (row) document.querySelector('[data-testid="stMain"]').scrollTop += row.getBoundingClientRect().top - top;
};

const mark = () => {
  const place = panel()?.dataset.passage;
  for (const row of document.querySelectorAll(".byline-answer [data-passage]")) {
    if (row.dataset.passage === place) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
};

// A document has come beside the answer, or another part of it: its place is brought to the middle of the panel.
const arrived = (aside) => {
  const row = kept.place ? rowOf(kept.place) : null;
  if (kept.top !== undefined) hold(row, kept.top);
  kept.top = undefined;
  mark();
  const text = aside.querySelector(".byline-panel-text");
  const at = [".byline-box", ".byline-found-here", ".byline-target"].map((one) => text.querySelector(one)).find(Boolean);
  if (at) text.scrollTop += at.getBoundingClientRect().top - text.getBoundingClientRect().top - text.clientHeight / 3;
  const field = aside.querySelector(FIND);
  if (kept.typing) {
    field.value = kept.typed;
    field.focus({ preventScroll: true });
  } else if (kept.pressed) {
    aside.querySelector(`button[aria-label="${kept.pressed}"]:not(:disabled)`)?.focus({ preventScroll: true });
  } else if (kept.enter) {
    text.focus({ preventScroll: true });
  }
  kept.enter = false;
};

// An answer has come, or the same one drawn anew: it is shown as it was, with its folds.
const redrawn = (answer) => {
  narrow(answer);
  mark();
  const row = kept.next ? rowOf(kept.next.place) : null;
  if (row) {
    row.focus({ preventScroll: true });
    hold(row, kept.next.top);
    kept.next = null;
  } else if (document.activeElement === document.body && kept.focus) {
    document.querySelector(kept.focus)?.focus({ preventScroll: true });
  }
};

// What has the focus, in words that find it again where it is drawn anew.
const PLACES = ["data-passage", "data-press", "data-shown", "data-whose"];
const focused = ({ target }) => {
  const name = PLACES.find((one) => target.hasAttribute(one));
  const place = name === "data-press" ? `[data-place="${CSS.escape(target.dataset.place)}"]` : "";
  kept.focus = name ? `button[${name}="${CSS.escape(target.getAttribute(name))}"]${place}` : null;
};

const within = (node, selector) => (node.matches(selector) ? [node] : [...node.querySelectorAll(selector)]);

const came = (changes) => {
  for (const change of changes) {
    for (const node of change.addedNodes) {
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      within(node, ".byline-panel").forEach(arrived);
      within(node, ".byline-answer").forEach(redrawn);
    }
    if (change.removedNodes.length && !panel()) mark();
  }
};

export default function ({ setTriggerValue }) {
  const send = (press, place) => setTriggerValue("pressed", { press, place });

  const open = (button, { enter = false } = {}) => {
    const inside = button.closest(".byline-panel");
    kept.typing = false;
    kept.pressed = inside ? button.getAttribute("aria-label") : null;
    kept.enter = enter;
    if (!inside) {
      kept.place = button.dataset.passage;
      kept.top = button.getBoundingClientRect().top;
    }
    send("open", button.dataset.passage);
  };

  const close = () => {
    const aside = panel();
    if (!aside) return;
    const row = kept.place ? rowOf(kept.place) : null;
    const top = row?.getBoundingClientRect().top;
    aside.hidden = true;
    hold(row, top);
    mark();
    row?.focus({ preventScroll: true });
    send("close", "");
  };

  const find = (field) => {
    clearTimeout(kept.waiting);
    kept.typing = true;
    kept.typed = field.value;
    send("find", field.value);
  };

  const click = (event) => {
    for (const choice of document.querySelectorAll(":is(.byline-choice, .byline-keys)[open]")) {
      if (!choice.contains(event.target)) choice.open = false;
    }
    const fold = event.target.closest("summary")?.parentElement;
    if (fold?.dataset.fold) kept.folds[foldOf(fold)] = !fold.open;
    const button = event.target.closest("button, [data-everywhere]");
    if (!button) return;
    if (button.dataset.everywhere !== undefined) {
      // Who marks words in the document wants the words.
      if (getSelection().isCollapsed) send("everywhere", button.dataset.everywhere || button.textContent);
      return;
    }
    const byKey = event.detail === 0;
    if (button.dataset.passage !== undefined) {
      // Who marks words in a row wants the words.
      if (byKey || getSelection().isCollapsed) open(button, { enter: byKey || innerWidth < 1000 });
    } else if (button.dataset.close !== undefined) {
      close();
    } else if (button.dataset.page !== undefined) {
      kept.typing = false;
      kept.pressed = null;
      send("page", "");
    } else if (button.dataset.mention !== undefined) {
      kept.typing = false;
      kept.pressed = button.getAttribute("aria-label");
      send("mention", button.dataset.mention);
    } else if (button.dataset.shown !== undefined) {
      choose(button, { kind: button.dataset.shown });
    } else if (button.matches("button[data-whose].byline-shown")) {
      choose(button, { whose: button.dataset.whose });
    } else if (button.dataset.all !== undefined) {
      choose(button, ALL);
    } else if (button.dataset.next !== undefined) {
      kept.next = { place: button.dataset.next, top: button.getBoundingClientRect().top };
    }
  };

  // n and p lead from hit to hit of the open document, else from passage to passage; arrows always do the latter.
  const walk = (by) => {
    const rows = [...document.querySelectorAll(".byline-row")].filter(isSeen);
    const at = rows.indexOf(document.activeElement.closest(".byline-row"));
    const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
    if (next && panel()) open(next);
  };

  const keydown = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const aside = panel();
    const choice = document.querySelector(":is(.byline-choice, .byline-keys)[open]");
    if (event.key === "Escape" && choice) {
      choice.open = false;
      const back = choice.matches(".byline-keys") ? kept.back : choice.querySelector("summary");
      back?.focus({ preventScroll: true });
    } else if (event.key === "Escape" && aside && (!isTyping(event.target) || event.target.matches(FIND))) {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && event.target.matches(FIND)) {
      event.preventDefault();
      const next = aside.querySelector(`button[aria-label="${event.shiftKey ? "Previous" : "Next"} mention"]`);
      if (next && event.target.value === event.target.defaultValue) {
        kept.typing = true;
        kept.typed = event.target.value;
        send("mention", next.dataset.mention);
      } else find(event.target);
    } else if (event.key === "Enter" && event.target.matches(SEARCHED)) {
      event.target.closest("p").querySelector("button").click();
    } else if (event.key === "Enter" && event.target.matches("[role='link'][data-everywhere]")) {
      send("everywhere", event.target.textContent);
    } else if (isTyping(event.target)) {
      return;
    } else if (event.key === "?") {
      const keys = document.querySelector(".byline-keys");
      if (!keys) return;
      if (!keys.open) kept.back = document.activeElement;
      keys.open = !keys.open;
      (keys.open ? keys.querySelector("summary") : kept.back)?.focus({ preventScroll: true });
    } else if (event.key === "n" || event.key === "p") {
      const by = event.key === "n" ? 1 : -1;
      if (aside) aside.querySelector(`button[aria-label="${by > 0 ? "Next" : "Previous"} hit"]:not(:disabled)`)?.click();
      else walk(by);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && event.target.closest(".byline-row")) {
      event.preventDefault();
      walk(event.key === "ArrowDown" ? 1 : -1);
    }
  };

  const input = (event) => {
    if (event.target.matches(".byline-day-field")) {
      choose(event.target, { ["dayFrom" in event.target.dataset ? "from" : "until"]: event.target.value });
    } else if (event.target.matches(SEARCHED)) {
      const { dataset } = event.target.closest("p").querySelector("button");
      dataset.place = `${dataset.place.split(" ", 1)[0]} ${event.target.value}`;
    }
    if (!event.target.matches(FIND)) return;
    kept.typing = true;
    kept.typed = event.target.value;
    clearTimeout(kept.waiting);
    if (!event.isComposing) kept.waiting = setTimeout(() => find(event.target), WAIT_MS);
  };

  globalThis.bylineAnswerEnd?.();
  const seen = new MutationObserver(came);
  seen.observe(document.body, { childList: true, subtree: true });
  const handlers = { click, keydown, input, focusin: focused };
  for (const [name, handler] of Object.entries(handlers)) document.body.addEventListener(name, handler);
  const end = () => {
    seen.disconnect();
    for (const [name, handler] of Object.entries(handlers)) document.body.removeEventListener(name, handler);
    if (globalThis.bylineAnswerEnd === end) delete globalThis.bylineAnswerEnd;
  };
  globalThis.bylineAnswerEnd = end;
  document.querySelectorAll(".byline-answer").forEach(redrawn);
  return end;
}
