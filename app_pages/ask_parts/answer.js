// What a person does with an answer in the browser: show one kind alone, walk from passage to passage, and read a
// document beside the answer. The place on the left is kept: the row that was pressed stays where it is in the window.

const WAIT_MS = 250;
const FIND = ".byline-find";

// What outlives a run of the page.
const kept = {};

const panel = () => document.querySelector(".byline-panel:not([hidden])");
const rowOf = (place) => document.querySelector(`.byline-answer [data-passage="${CSS.escape(place)}"]`);
const isTyping = (target) => Boolean(target.closest("input, textarea, [contenteditable]"));
const isSeen = (element) => element.checkVisibility();

// Of an answer, the kind alone whose button was pressed, with all it has; or all kinds again.
const showKind = (button) => {
  const { shown } = button.dataset;
  const answer = button.closest(".byline-answer");
  for (const lane of answer.querySelectorAll(".byline-lane")) {
    lane.hidden = Boolean(shown) && lane.dataset.kind !== shown;
    const more = lane.querySelector(".byline-more");
    if (more) more.open = Boolean(shown) && !lane.hidden;
  }
  for (const other of answer.querySelectorAll("button[data-shown]")) {
    other.setAttribute("aria-pressed", String(other === button));
  }
};

// While the change is made, the row keeps its height in the window.
const holding = (row, before, change) => {
  change();
  if (!row) return;
  const main = document.querySelector('[data-testid="stMain"]');
  main.scrollTop += row.getBoundingClientRect().top - before;
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
  if (kept.top !== undefined) holding(row, kept.top, () => {});
  kept.top = undefined;
  mark();
  const text = aside.querySelector(".byline-panel-text");
  const at = text.querySelector(".byline-found-here") ?? text.querySelector(".byline-target");
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

const came = (changes) => {
  for (const change of changes) {
    for (const node of change.addedNodes) {
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      const aside = node.matches(".byline-panel") ? node : node.querySelector(".byline-panel");
      if (aside) arrived(aside);
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
    holding(row, row?.getBoundingClientRect().top, () => { aside.hidden = true; });
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
    const button = event.target.closest("button");
    if (!button) return;
    const byKey = event.detail === 0;
    if (button.dataset.passage !== undefined) {
      // Who marks words in a row wants the words.
      if (byKey || getSelection().isCollapsed) open(button, { enter: byKey || innerWidth < 1000 });
    } else if (button.dataset.close !== undefined) {
      close();
    } else if (button.dataset.mention !== undefined) {
      kept.typing = false;
      kept.pressed = button.getAttribute("aria-label");
      send("mention", button.dataset.mention);
    } else if (button.dataset.shown !== undefined) {
      showKind(button);
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
    if (event.key === "Escape" && aside && (!isTyping(event.target) || event.target.matches(FIND))) {
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
    } else if (isTyping(event.target)) {
      return;
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
    if (!event.target.matches(FIND)) return;
    kept.typing = true;
    kept.typed = event.target.value;
    clearTimeout(kept.waiting);
    if (!event.isComposing) kept.waiting = setTimeout(() => find(event.target), WAIT_MS);
  };

  globalThis.bylineAnswerEnd?.();
  const seen = new MutationObserver(came);
  seen.observe(document.body, { childList: true, subtree: true });
  const handlers = { click, keydown, input };
  for (const [name, handler] of Object.entries(handlers)) document.body.addEventListener(name, handler);
  const end = () => {
    seen.disconnect();
    for (const [name, handler] of Object.entries(handlers)) document.body.removeEventListener(name, handler);
    if (globalThis.bylineAnswerEnd === end) delete globalThis.bylineAnswerEnd;
  };
  globalThis.bylineAnswerEnd = end;
  return end;
}
