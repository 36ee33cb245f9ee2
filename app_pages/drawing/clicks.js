// The one handler for the clicks on a page: set again with every run, never twice. What comes onto the page later is
// looked at when it comes. On a narrow screen the sidebar lies over the page: it folds when what was pressed in it shows
// on the page. What is typed into a field that keeps it is handed in while it is typed, as Ctrl+Enter does by hand.

const SHOWN_MS = 2000;
const NARROW = 768;
const BUTTONS = "button[data-press]";
const TYPED = '[class*="st-key-byline-typed"] textarea';
const WAIT_MS = 400;

let waiting = 0;

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

const keep = (field) => {
  field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true }));
  field.dataset.kept = "";
};

const input = ({ target, isComposing }) => {
  if (!target.matches(TYPED)) return;
  delete target.dataset.kept;
  clearTimeout(waiting);
  if (!isComposing) waiting = setTimeout(() => keep(target), WAIT_MS);
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
  document.body.addEventListener("input", input);
  const end = () => {
    seen.disconnect();
    document.body.removeEventListener("click", click);
    document.body.removeEventListener("input", input);
    if (globalThis.bylineClicksEnd === end) delete globalThis.bylineClicksEnd;
  };
  globalThis.bylineClicksEnd = end;
  document.querySelectorAll(BUTTONS).forEach(show);
  const field = document.querySelector('[data-testid="stChatInput"]');
  if (field) field.dataset.byline = "question";
  return end;
}
