/** Files dropped anywhere on the page. */

/**
 * Shows an overlay while a file is dragged over the page, and passes on the file that is dropped.
 * @param {HTMLElement} veil
 * @param {(file: File) => void} take
 */
export function setUpFileDrop(veil, take) {
  // Entering a child fires before leaving its parent, so the depth is counted.
  let depth = 0;
  const carriesFile = (event) => event.dataTransfer?.types.includes("Files");
  const show = (shown) => {
    veil.hidden = !shown;
    if (!shown) depth = 0;
  };
  addEventListener("dragenter", (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    depth++;
    show(true);
  });
  addEventListener("dragover", (event) => {
    if (carriesFile(event)) event.preventDefault();
  });
  addEventListener("dragleave", (event) => {
    if (carriesFile(event) && --depth <= 0) show(false);
  });
  addEventListener("drop", (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    show(false);
    const file = event.dataTransfer.files[0];
    if (file) take(file);
  });
}
