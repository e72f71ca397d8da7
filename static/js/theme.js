// <input type="radio" data-theme-choice value="light|dark|">: this browser's theme, kept in a cookie the server reads,
// so that the next page is drawn right from its first pixel.
const YEAR = 31536000;

export function start(root) {
  const now = document.documentElement.dataset.theme ?? "";
  for (const choice of root.querySelectorAll("[data-theme-choice]")) {
    choice.checked = choice.value === now;
    choice.closest("[hidden]")?.removeAttribute("hidden");
    choice.addEventListener("change", () => choose(choice.value));
  }
}

function choose(theme) {
  const age = theme ? YEAR : 0;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `theme=${theme}; Path=/; Max-Age=${age}; SameSite=Lax${secure}`;
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}
