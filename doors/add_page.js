// Take one page from the window that opened this one, show which, and add it once its reader says so.

const form = document.querySelector("form");
const address = document.querySelector("#address");
const said = document.querySelector("#said");
let page = null;

function isPage(data, origin) {
  const texts = data && [data.html, data.url, data.at, data.title];
  if (!texts || texts.some((text) => typeof text !== "string") || !URL.canParse(data.url)) {
    return false;
  }
  return new URL(data.url).origin === origin;
}

addEventListener("message", (event) => {
  if (page || event.source !== window.opener || !isPage(event.data, event.origin)) {
    return;
  }
  const { html, url, at, title } = event.data;
  page = { html, url, at, title };
  address.textContent = `${title} — ${url}`;
  form.querySelector("button").disabled = false;
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const fields = new FormData(form);
  said.textContent = "Adding it …";
  try {
    const answer = await fetch("/documents", {
      body: JSON.stringify({ ...page, kind: fields.get("kind") }),
      headers: { authorization: `Bearer ${fields.get("token")}`, "content-type": "application/json" },
      method: "POST",
    });
    const found = await answer.json();
    said.textContent = answer.ok ? `Added as ${found.documents.join(", ")}.` : found.detail;
  } catch {
    said.textContent = "The server does not answer: see whether byline serve --write is running.";
  }
});

window.opener?.postMessage("byline is ready", "*");
