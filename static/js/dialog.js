// <a href="/page-with-the-same" data-dialog="id">: opens <dialog id> instead of leaving. Escape and Close are native;
// the focus goes back to the link.
export function start(root) {
  root.addEventListener("click", (event) => {
    const link = event.target.closest("[data-dialog]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const dialog = document.getElementById(link.dataset.dialog);
    if (!dialog?.showModal) return;
    event.preventDefault();
    dialog.showModal();
  });
  root.addEventListener("click", (event) => {
    if (event.target instanceof HTMLDialogElement && outside(event)) event.target.close();
  });
}

function outside(event) {
  const box = event.target.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}
