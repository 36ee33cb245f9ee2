// What a person does with a checked draft in the browser: open a sentence beside it, go from one to the next, and come
// back. The place on the left is kept: the sentence that was pressed stays where it is in the window.

const kept = {};

const panel = () => document.querySelector(".byline-panel-check:not([hidden])");
const sentenceOf = (number) => document.querySelector(`.byline-checked[data-claim="${number}"]`);
const sentences = () => [...document.querySelectorAll(".byline-checked")];
const isTyping = (target) => Boolean(target.closest("input, textarea, [contenteditable]"));

const hold = (sentence, top) => {
  if (sentence) document.querySelector('[data-testid="stMain"]').scrollTop += sentence.getBoundingClientRect().top - top;
};

const bringIntoSight = (sentence) => {
  const { top, bottom } = sentence.getBoundingClientRect();
  const floor = innerWidth < 1000 && panel() ? panel().getBoundingClientRect().top : innerHeight;
  if (top < 100 || bottom > floor - 24) sentence.scrollIntoView({ block: innerWidth < 1000 ? "start" : "center" });
};

const mark = () => {
  const number = panel()?.dataset.sentence;
  for (const one of sentences()) {
    if (one.dataset.claim === number) one.setAttribute("aria-current", "true");
    else one.removeAttribute("aria-current");
  }
};

// What documents say on a sentence has come beside the draft: its kind is brought into sight, if one was pressed.
const arrived = (aside) => {
  const sentence = sentenceOf(aside.dataset.sentence);
  if (kept.top !== undefined) hold(sentence, kept.top);
  kept.top = undefined;
  mark();
  if (kept.led && sentence) bringIntoSight(sentence);
  kept.led = false;
  const text = aside.querySelector(".byline-panel-text");
  const kind = aside.dataset.kind && text.querySelector(`[data-byline="kind"][data-kind="${CSS.escape(aside.dataset.kind)}"]`);
  if (kind) text.scrollTop += kind.getBoundingClientRect().top - text.getBoundingClientRect().top;
  if (kept.pressed) aside.querySelector(`button[aria-label="${kept.pressed}"]:not(:disabled)`)?.focus({ preventScroll: true });
  else if (kept.enter) text.focus({ preventScroll: true });
  kept.enter = false;
};

const came = (changes) => {
  for (const change of changes) {
    for (const node of change.addedNodes) {
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      const found = node.matches(".byline-panel-check") ? [node] : node.querySelectorAll(".byline-panel-check");
      found.forEach(arrived);
    }
    if (change.removedNodes.length && !panel()) mark();
  }
};

export default function ({ setTriggerValue }) {
  const send = (press, place) => setTriggerValue("pressed", { press, place });

  const open = (button, { enter = false, led = false } = {}) => {
    const inside = button.closest(".byline-panel");
    const sentence = sentenceOf(button.dataset.claim.split(" ", 1)[0]);
    kept.pressed = inside ? button.getAttribute("aria-label") : null;
    kept.enter = enter;
    kept.led = led || Boolean(inside);
    kept.back = inside ? sentence : button;
    kept.top = kept.led || button !== sentence ? undefined : sentence.getBoundingClientRect().top;
    send("sentence", button.dataset.claim);
  };

  const close = () => {
    const aside = panel();
    if (!aside) return;
    const sentence = sentenceOf(aside.dataset.sentence);
    const top = sentence?.getBoundingClientRect().top;
    aside.hidden = true;
    hold(sentence, top);
    mark();
    (kept.back?.isConnected ? kept.back : sentence)?.focus({ preventScroll: true });
    send("close", "");
  };

  // From the sentence that is open, or has the focus, to the next; after the last comes the first.
  const next = (isOne, by = 1) => {
    const all = sentences();
    const number = panel()?.dataset.sentence ?? document.activeElement?.dataset.claim;
    const at = all.findIndex((one) => one.dataset.claim === number);
    const order = at < 0 ? all : [...all.slice(at + 1), ...all.slice(0, at + 1)];
    const found = (by > 0 ? order : order.toReversed()).find(isOne);
    if (!found) return;
    found.focus({ preventScroll: true });
    open(found, { led: true });
  };

  const click = (event) => {
    const button = event.target.closest("button, .byline-checked");
    if (!button) return;
    const byKey = event.detail === 0;
    if (button.dataset.claim !== undefined) {
      // Who marks words in the draft wants the words.
      if (byKey || getSelection().isCollapsed) open(button, { enter: byKey || innerWidth < 1000 });
    } else if (button.dataset.close !== undefined && button.closest(".byline-panel-check")) {
      close();
    } else if (button.dataset.jump !== undefined) {
      next((one) => one.dataset.outcome === button.dataset.jump);
    } else if (button.dataset.columns !== undefined) {
      send("columns", button.dataset.columns);
    }
  };

  const keydown = (event) => {
    if (event.altKey || event.isComposing) return;
    if (event.isTrusted && event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.closest(".st-key-byline-typed-draft")) {
      // The field hands in what was typed first.
      setTimeout(() => document.querySelector(".st-key-byline-check button")?.click(), 50);
    } else if (event.ctrlKey || event.metaKey || (isTyping(event.target) && event.key !== "Escape")) {
      return;
    } else if ((event.key === "Enter" || event.key === " ") && event.target.matches(".byline-checked")) {
      event.preventDefault();
      open(event.target, { enter: true });
    } else if (event.key === "?" || (event.key === "Escape" && document.querySelector(".byline-keys[open]"))) {
      const keys = document.querySelector(".byline-keys");
      if (!keys.open) kept.from = document.activeElement;
      keys.open = !keys.open;
      (keys.open ? keys.querySelector("summary") : kept.from)?.focus({ preventScroll: true });
    } else if (event.key === "Escape" && panel()) {
      event.preventDefault();
      close();
    } else if (event.key === "n" || event.key === "p") {
      next(() => true, event.key === "n" ? 1 : -1);
    }
  };

  globalThis.bylineCheckEnd?.();
  const seen = new MutationObserver(came);
  seen.observe(document.body, { childList: true, subtree: true });
  const handlers = { click, keydown };
  for (const [name, handler] of Object.entries(handlers)) document.body.addEventListener(name, handler);
  const end = () => {
    seen.disconnect();
    for (const [name, handler] of Object.entries(handlers)) document.body.removeEventListener(name, handler);
    if (globalThis.bylineCheckEnd === end) delete globalThis.bylineCheckEnd;
  };
  globalThis.bylineCheckEnd = end;
  mark();
  return end;
}
