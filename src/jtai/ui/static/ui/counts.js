// Says how many characters are left before a limit is reached (ADR 0241). Without it the hint says the limit.
const FROM = 0.75;
const READ_OUT_AFTER = 1000;

// As the server counts: a line break once, a character outside the first plane once, no blanks at the edges.
function used(text) {
  return [...text.normalize("NFC").trim()].length;
}

function sentence(left) {
  const number = Math.abs(left).toLocaleString("en-GB");
  const noun = Math.abs(left) === 1 ? "character" : "characters";
  return left < 0 ? `You have ${number} ${noun} too many` : `You have ${number} ${noun} left`;
}

function count(control) {
  const limit = Number(control.dataset.jtaiLimit);
  const seen = document.getElementById(`${control.id}-info`);
  if (!limit || !seen) return;
  const first = seen.textContent;
  // One line has room for most answers: only what is left is said, when little is.
  const isQuiet = seen.classList.contains("jtai-count--quiet");
  const heard = document.createElement("div");
  heard.className = "govuk-visually-hidden";
  heard.setAttribute("role", "status");
  seen.after(heard);
  let timer = 0;

  function update() {
    const left = limit - used(control.value);
    const isNear = left < limit * (1 - FROM);
    seen.textContent = isNear ? sentence(left) : first;
    seen.hidden = isQuiet && !isNear;
    seen.classList.toggle("jtai-count--quiet", seen.hidden);
    seen.classList.toggle("govuk-error-message", left < 0);
    seen.classList.toggle("govuk-hint", left >= 0);
    clearTimeout(timer);
    timer = setTimeout(() => { heard.textContent = isNear ? sentence(left) : ""; }, READ_OUT_AFTER);
  }

  control.addEventListener("input", update);
  window.addEventListener("pageshow", update);
  update();
}

document.querySelectorAll("[data-jtai-limit]").forEach(count);
