// Starts the components of the design system. Every page works without this file.
const self = document.querySelector("script[data-govuk]");

if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  import(self.dataset.govuk).then((govuk) => govuk.initAll());
}

for (const button of document.querySelectorAll("[data-jtai-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
