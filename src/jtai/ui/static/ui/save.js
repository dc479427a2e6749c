// Saves long writing as a draft while it is being typed, and says what is true about it (ADR 0242).
//
// Loaded by the save line of a form (components/save_line.html). Every page works without this file: the words
// then travel with the form, through a sign-in too.
const AFTER_TYPING = 3000;
const AT_LEAST = 15000;
const LONGEST_WAIT = 60000;
const LONGEST_ANSWER = 20000;
const TOKEN = "csrfmiddlewaretoken";
const FORM_ID = "form-id";
const HERE = "on this page only";

const window_number = [...crypto.getRandomValues(new Uint8Array(12))].map((n) => n.toString(16)).join("");

// What stands in the line while something is in the way; `since` is when words were last saved.
const TROUBLE = {
  connection: (since) => [`Not saved${since}: no connection. ${rest(since)} Trying again.`],
  service: (since) => [`Not saved${since}: the service is in trouble. ${rest(since)} Trying again.`],
  "signed-out": (since) => [
    `You were signed out: not saved${since}. ${rest(since)} `,
    "sign-in",
    " and come back here. Or send the form: you are asked to sign in, and your text is sent on.",
  ],
  "other-person": (since) => [`Not saved${since}: somebody else is signed in now. Copy your text before you leave.`],
  "too-long": (since) => [`Not saved${since}: the text is too long for a draft. Shorten it.`],
  "other-words": () => [
    "This text was written while somebody else was signed in. It cannot be saved or sent from here: copy it, " +
      "and open the page anew.",
  ],
  unknown: (since) => [`Not saved${since}: this page cannot save drafts. Copy your text before you leave.`],
};
const FINAL = ["other-person", "other-words", "unknown"];

function rest(since) {
  return since ? `What you typed since then is ${HERE}.` : `Your text is ${HERE}.`;
}

class Saver {
  constructor(place) {
    this.place = place;
    this.line = place.querySelector("[data-line]");
    this.status = place.querySelector("[role=status]");
    this.form = place.closest("form");
    this.id = this.form.elements[FORM_ID];
    this.seen = this.id.dataset.seen || "";
    this.savedAt = "";
    this.trouble = "";
    this.tries = 0;
    this.beside = false;
    this.settled = "unsent" in place.dataset || this.wasTouched() ? null : this.text();
    this.listen();
    if (this.isChanged()) this.touched();
  }

  // Only now has the browser put back what was typed here before.
  shown(event) {
    if (event.persisted) this.release();
    if (this.isOfAnother()) this.refuse();
    else if (this.isChanged()) this.touched();
  }

  // Going back, a browser puts what was typed into the page anew, whoever is signed in by then.
  isOfAnother() {
    const key = `whose ${location.pathname}`;
    const before = sessionStorage.getItem(key);
    const whose = this.id.dataset.whose;
    if (before && before !== whose && this.wasTouched()) return true;
    sessionStorage.setItem(key, whose);
    return false;
  }

  refuse() {
    this.settled = null;
    this.trouble = "other-words";
    this.buttons((one) => { one.disabled = true; });
    this.tell();
  }

  listen() {
    this.form.addEventListener("input", () => this.touched());
    this.form.addEventListener("change", () => this.touched());
    this.form.addEventListener("submit", (event) => this.submitted(event));
    window.addEventListener("online", () => this.isChanged() && this.save());
    window.addEventListener("pageshow", (event) => this.shown(event));
    document.addEventListener("visibilitychange", () => {
      if (this.isChanged() && (document.hidden || this.trouble)) this.save();
    });
  }

  // The browser may have put back what was typed before a reload; its first values are what the page holds.
  wasTouched() {
    return [...this.form.elements].some((one) => {
      if (one.type === "hidden" || one.type === "file" || one.type === "submit") return false;
      if (one.type === "checkbox" || one.type === "radio") return one.checked !== one.defaultChecked;
      if (one.tagName === "SELECT") {
        const first = [...one.options].findIndex((option) => option.defaultSelected);
        return !one.multiple && one.selectedIndex !== Math.max(first, 0);
      }
      return "defaultValue" in one && one.value !== one.defaultValue && one.tagName !== "OUTPUT";
    });
  }

  // Names and values as the browser would send them; never a password and never a file.
  values() {
    const secret = new Set([...this.form.querySelectorAll("input[type=password]")].map((one) => one.name));
    return [...new FormData(this.form)].filter(([name, value]) => typeof value === "string" && !secret.has(name));
  }

  text() {
    return JSON.stringify(this.values().filter(([name]) => name !== TOKEN && name !== FORM_ID));
  }

  isChanged() {
    return this.settled !== this.text();
  }

  touched() {
    if (this.sending) return;
    if (!this.isChanged()) {
      clearTimeout(this.timer);
      this.since = 0;
      this.tell();
      return;
    }
    this.since ||= Date.now();
    if (!FINAL.includes(this.trouble)) {
      this.later(Math.min(AFTER_TYPING, Math.max(0, this.since + AT_LEAST - Date.now())));
    }
    this.tell();
  }

  later(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), milliseconds);
  }

  // Resolves to whether everything on the page is saved.
  async save() {
    clearTimeout(this.timer);
    if (this.sending || FINAL.includes(this.trouble)) return false;
    if (this.running) {
      await this.running;
    }
    if (!this.isChanged()) return true;
    this.running = this.post();
    this.tell();
    const answer = await this.running;
    this.running = null;
    return this.settle(answer);
  }

  async post() {
    const text = this.text();
    const body = new URLSearchParams(this.values());
    body.append("draft-address", this.id.dataset.address);
    body.append("draft-page", window_number);
    body.append("draft-seen", this.seen);
    const sent = { text, id: this.id.value, count: [...body].length };
    this.since = 0;
    this.stop = new AbortController();
    const clock = setTimeout(() => this.stop.abort(), LONGEST_ANSWER);
    try {
      const answer = await fetch(this.place.dataset.drafts, {
        method: "POST",
        headers: { Accept: "application/json" },
        body,
        redirect: "manual",
        cache: "no-store",
        keepalive: document.hidden && body.toString().length < 60000,
        signal: this.stop.signal,
      });
      const told = await answer.json().catch(() => null);
      return { ...sent, status: answer.status, away: answer.type === "opaqueredirect", told };
    } catch {
      // Working without a connection would hook in here: store `sent.text` on this device, for this person
      // alone, and hand it over with the next save that succeeds.
      return { ...sent, error: "connection" };
    } finally {
      clearTimeout(clock);
    }
  }

  // Only an answer that repeats the id and the number of values means that they are saved.
  async settle({ text, id, count, status, away, told, error }) {
    if (this.sending) return false;
    if (status === 200 && told?.form_id === id && told.count === count) {
      this.settled = text;
      this.savedAt = told.saved;
      this.trouble = "";
      this.tries = 0;
      this.renewed = false;
      if (this.isChanged()) this.later(AFTER_TYPING);
      this.tell();
      return !this.isChanged();
    }
    const why = error || (away ? "signed-out" : status === 413 ? "too-long" : told?.error);
    if (why === "stale-token" && !this.renewed) {
      this.renewed = true;
      return (await this.fetchToken()) ? this.save() : this.failed("service");
    }
    if (why === "other-window" && told.form_id) {
      // Another window goes on with the draft this page was opened with: these words become a draft of their own.
      this.id.value = told.form_id;
      this.seen = "";
      this.beside = true;
      return this.save();
    }
    return this.failed(why in TROUBLE ? why : "service");
  }

  failed(why) {
    this.trouble = why;
    this.tries += 1;
    if (why !== "too-long" && !FINAL.includes(why)) {
      this.later(Math.min(LONGEST_WAIT, 2000 * 2 ** Math.min(this.tries, 5)) * (0.75 + Math.random() / 2));
    }
    this.tell();
    return false;
  }

  // A page that was open for long, or a sign-in in another window: a fresh token for every form of the page.
  async fetchToken() {
    try {
      const answer = await fetch(this.place.dataset.token, {
        headers: { Accept: "application/json" },
        redirect: "manual",
        cache: "no-store",
      });
      const { token } = await answer.json();
      if (!answer.ok || !token) return false;
      document.querySelectorAll(`input[name=${TOKEN}]`).forEach((one) => { one.value = token; });
      return true;
    } catch {
      return false;
    }
  }

  submitted(event) {
    if (this.sending || this.trouble === "other-words") {
      event.preventDefault();
      return;
    }
    if (event.defaultPrevented) return;
    if (!navigator.onLine || this.trouble === "connection") {
      // The browser would leave this page for one that says that there is no connection.
      event.preventDefault();
      this.sendWhenSaved(event.submitter);
      return;
    }
    this.sending = true;
    this.stop?.abort();
    clearTimeout(this.timer);
    // Afterwards: a button that is disabled now would not send its value.
    setTimeout(() => this.buttons((one) => { one.disabled = true; }), 0);
    this.releasing = setTimeout(() => this.release(), 15000);
  }

  async sendWhenSaved(button) {
    this.settled = null;
    if (await this.save()) this.form.requestSubmit(button);
    else if (this.trouble === "connection") this.say("Not sent: no connection. Your text is still here. Try again later.", true);
  }

  release() {
    clearTimeout(this.releasing);
    this.sending = false;
    if (this.trouble === "other-words") return;
    this.buttons((one) => { one.disabled = false; });
    if (this.isChanged()) this.touched();
  }

  buttons(act) {
    this.form.querySelectorAll("button, input[type=submit]").forEach(act);
  }

  tell() {
    const changed = this.isChanged();
    const since = this.savedAt ? ` since ${this.savedAt}` : "";
    if (changed && this.trouble) this.say(TROUBLE[this.trouble](since), true);
    else if (this.running) this.say(this.savedAt ? `Saving… (last saved at ${this.savedAt})` : "Saving…");
    else if (changed) this.say(this.savedAt ? `Not saved yet (last saved at ${this.savedAt})` : "Not saved yet");
    else if (this.savedAt) this.saySaved();
    else this.say(this.line.dataset.first);
  }

  saySaved() {
    const beside = this.beside ? ", beside the draft of another window" : "";
    this.say(`Draft saved at ${this.savedAt}${beside}`);
    // Read out when it becomes true again, not with every save and not with the time.
    if (this.status.textContent !== "Draft saved") this.status.textContent = "Draft saved";
  }

  say(words, isTrouble = false) {
    const parts = [words].flat();
    const said = parts.join("");
    // Not again with the same words: a link must not be replaced while it is being clicked.
    if (this.said !== said || this.line.hidden) {
      this.said = said;
      this.line.replaceChildren(...parts.map((part) => (part === "sign-in" ? this.signInLink() : part)));
    }
    this.line.hidden = !said;
    this.place.classList.toggle("jtai-save--trouble", isTrouble);
    if (isTrouble && this.status.textContent !== this.line.textContent) {
      this.status.textContent = this.line.textContent;
    }
  }

  signInLink() {
    const link = document.createElement("a");
    link.href = this.place.dataset.signIn;
    link.target = "_blank";
    link.className = "govuk-link";
    link.textContent = "Sign in in a new tab";
    return link;
  }
}

const savers = [...document.querySelectorAll("[data-jtai-save]")]
  .filter((place) => place.closest("form")?.elements[FORM_ID]?.value)
  .map((place) => new Saver(place));

window.addEventListener("beforeunload", (event) => {
  if (savers.some((one) => one.sending)) return;
  if (savers.some((one) => one.isChanged())) {
    event.preventDefault();
    event.returnValue = "";
  }
});
