// Starts the components of the design system. Every page works without this file.
const own = document.querySelector("script[data-govuk]");

if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  import(own.dataset.govuk).then((govuk) => govuk.initAll());
}

// Distressing text is folded on the screen; on paper it is open, but only after a question.
function openBeforePrinting() {
  const folded = [...document.querySelectorAll("main details:not([open])")];
  if (folded.length && window.confirm("Print the folded parts as well?")) {
    folded.forEach((part) => { part.open = true; });
  }
}

for (const button of document.querySelectorAll("[data-jtai-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    openBeforePrinting();
    window.print();
  });
}
