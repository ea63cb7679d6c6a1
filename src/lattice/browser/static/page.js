// Keys go to the workbench at once; when it has ended the page says so, and opens another one when asked.
document.addEventListener("DOMContentLoaded", () => {
  document.getElementById("again").addEventListener("click", () => window.location.reload());
});
window.addEventListener("load", () => {
  const terminal = document.querySelector(".xterm-helper-textarea");
  if (terminal) terminal.focus();
});
