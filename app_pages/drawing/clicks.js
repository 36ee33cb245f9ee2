// The one handler for the clicks on a page: set again with every run, never twice. What comes onto the page later is
// looked at when it comes. On a narrow screen the sidebar lies over the page: it folds when what was pressed in it shows
// on the page.

const SHOWN_MS = 2000;
const NARROW = 768;
const BUTTONS = "button[data-press]";

const copied = async (text) => {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
};

const copy = async (button) => {
  if (button.dataset.said) return;
  button.dataset.said = button.textContent;
  const address = new URL(button.dataset.query ?? "", location.href);
  await copied(button.dataset.copy ?? address.href);
  button.textContent = "Copied";
  setTimeout(() => { button.textContent = button.dataset.said; delete button.dataset.said; }, SHOWN_MS);
};

const fold = () => {
  if (innerWidth <= NARROW) document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click();
};

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

// n and p lead from passage to passage, wherever nothing is being typed.
const STEPS = { n: 1, p: -1 };
const step = (event) => {
  const by = STEPS[event.key];
  if (!by || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, [contenteditable]")) return;
  const rows = [...document.querySelectorAll(".byline-row-head")].filter((row) => row.checkVisibility());
  const at = rows.indexOf(document.activeElement.closest(".byline-row-head"));
  const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
};

export default function ({ data, setTriggerValue }) {
  const on = new Set(data.on);
  const show = (button) => {
    const pressed = on.has(`${button.dataset.press} ${button.dataset.place}`);
    if (button.dataset.done) {
      button.dataset.todo ??= button.textContent;
      const said = pressed ? button.dataset.done : button.dataset.todo;
      if (button.textContent !== said) button.textContent = said;
    }
    for (const state of ["aria-pressed", "aria-expanded"]) {
      if (button.hasAttribute(state)) button.setAttribute(state, String(pressed));
    }
  };
  const came = (changes) => {
    for (const change of changes) {
      for (const node of change.addedNodes) node.querySelectorAll?.(BUTTONS).forEach(show);
    }
  };
  const click = (event) => {
    const link = event.target.closest("a.byline-open");
    const button = event.target.closest("button");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      setTriggerValue("pressed", { press: "follow", place: new URL(link.href).search.slice(1) });
    } else if (button?.dataset.press) {
      setTriggerValue("pressed", { press: button.dataset.press, place: button.dataset.place });
      if (button.matches(".byline-conversation")) fold();
    } else if (button?.dataset.shown !== undefined) {
      showKind(button);
    } else if (button?.classList.contains("byline-copy")) {
      copy(button);
    } else if (button?.closest(".st-key-byline-anew")) {
      fold();
    }
  };
  globalThis.bylineClicksEnd?.();
  const seen = new MutationObserver(came);
  seen.observe(document.body, { childList: true, subtree: true });
  document.body.addEventListener("click", click);
  document.body.addEventListener("keydown", step);
  const end = () => {
    seen.disconnect();
    document.body.removeEventListener("click", click);
    document.body.removeEventListener("keydown", step);
    if (globalThis.bylineClicksEnd === end) delete globalThis.bylineClicksEnd;
  };
  globalThis.bylineClicksEnd = end;
  document.querySelectorAll(BUTTONS).forEach(show);
  const field = document.querySelector('[data-testid="stChatInput"]');
  if (field) field.dataset.byline = "question";
  return end;
}
