/** Saves a drawing as a PNG, made by the browser: no library, and the fonts that the page has. */

/** Pixels of the picture for each of the drawing, enough for print at the size of the page. */
const DETAIL = 3;

/**
 * @param {string} url of the drawing, an SVG of this server
 * @param {string} name of the file
 */
export async function savePng(url, name) {
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.naturalWidth * DETAIL, image.naturalHeight * DETAIL];
  const context = canvas.getContext("2d");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error("The browser could not make the picture");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
