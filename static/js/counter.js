// <p data-counts="id" data-most="280" data-words="{count} of {most}"> counts what is typed in #id.
export function start(root) {
  for (const line of root.querySelectorAll("[data-counts]")) {
    const field = document.getElementById(line.dataset.counts);
    if (!field) continue;
    const count = () => {
      const words = line.dataset.words.replace("{most}", line.dataset.most);
      line.textContent = words.replace("{count}", [...field.value].length);
    };
    field.addEventListener("input", count);
    count();
  }
}
