// A quote of the notebook is dragged by its grip to another place, with a mouse or a finger, or moved by the arrow keys.

const EDGE = 90;
const STEP = 14;

// What outlives a run of the page: the quote that was moved by a key, whose grip gets the focus again.
const kept = {};

const gripOf = (number) => document.querySelector(`.byline-grip[data-number="${number}"]`);
const cards = () => [...document.querySelectorAll(".byline-pin")].map((one) => one.closest('[class*="st-key-byline-pin-"]'));

const came = () => {
  const grip = kept.number && gripOf(kept.number);
  if (grip && grip !== document.activeElement && (document.activeElement === document.body || kept.moved)) {
    grip.focus({ preventScroll: true });
    grip.scrollIntoView({ block: "nearest" });
    kept.moved = false;
  }
};

const show = (others, to) => {
  for (const card of cards()) card.classList.remove("byline-drop-above", "byline-drop-below");
  if (to === null) return;
  if (to < others.length) others[to].classList.add("byline-drop-above");
  else others.at(-1)?.classList.add("byline-drop-below");
};

// A grip that is drawn anew loses the focus to nobody; whoever goes elsewhere gives it to something, or presses there.
const elsewhere = ({ target }) => {
  if (!kept.moved && target.closest?.(".byline-grip")?.dataset.number !== kept.number) kept.number = null;
};

export default function ({ setTriggerValue }) {
  const send = (press, place) => setTriggerValue("pressed", { press, place });
  let drag = null;

  const down = (event) => {
    const grip = event.target.closest(".byline-grip");
    elsewhere(event);
    if (!grip || event.button > 0) return;
    event.preventDefault();
    const card = grip.closest('[class*="st-key-byline-pin-"]');
    drag = { number: grip.dataset.number, card, others: cards().filter((one) => one !== card), to: null };
    grip.focus({ preventScroll: true });
    grip.setPointerCapture(event.pointerId);
    card.classList.add("byline-dragged");
  };

  const move = (event) => {
    if (!drag) return;
    const main = document.querySelector('[data-testid="stMain"]');
    if (event.clientY < EDGE) main.scrollTop -= STEP;
    else if (event.clientY > innerHeight - EDGE) main.scrollTop += STEP;
    const isAbove = ({ top, height }) => top + height / 2 < event.clientY;
    drag.to = drag.others.filter((one) => isAbove(one.getBoundingClientRect())).length;
    show(drag.others, drag.to);
  };

  const end = (event) => {
    if (!drag) return;
    const { number, card, to } = drag;
    card.classList.remove("byline-dragged");
    show([], null);
    drag = null;
    if (event.type === "pointerup" && to !== null && to !== cards().indexOf(card)) send("drop", `${number} ${to}`);
  };

  const keydown = (event) => {
    const grip = event.target.closest?.(".byline-grip");
    if (event.key === "Escape" && drag) end(event);
    if (!grip || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    kept.number = grip.dataset.number;
    kept.moved = true;
    send(event.key === "ArrowUp" ? "up" : "down", grip.dataset.number);
  };

  globalThis.bylineNotebookEnd?.();
  const seen = new MutationObserver(came);
  seen.observe(document.body, { childList: true, subtree: true });
  const handlers = { pointerdown: down, pointermove: move, pointerup: end, pointercancel: end, keydown, focusin: elsewhere };
  for (const [name, handler] of Object.entries(handlers)) document.body.addEventListener(name, handler);
  const stop = () => {
    seen.disconnect();
    for (const [name, handler] of Object.entries(handlers)) document.body.removeEventListener(name, handler);
    if (globalThis.bylineNotebookEnd === stop) delete globalThis.bylineNotebookEnd;
  };
  globalThis.bylineNotebookEnd = stop;
  came();
  return stop;
}
