/** Text as a string or as its bytes in UTF-8. */

/** The text itself. */
export function textOf(text: string | Uint8Array<ArrayBuffer>): string {
  return typeof text === "string" ? text : decoder().decode(text);
}

/** Pieces of the text in order, each of at most `most` characters or bytes. */
export function* piecesOf(text: string | Uint8Array<ArrayBuffer>, most: number): Generator<string, void> {
  if (typeof text === "string") {
    for (let at = 0; at < text.length; at += most) yield text.slice(at, at + most);
    return;
  }
  const piece = decoder();
  for (let at = 0; at < text.length; at += most) {
    yield piece.decode(text.subarray(at, at + most), { stream: at + most < text.length });
  }
}

/** Keeps a byte order mark, which is part of the text here: that of a file has already been removed. */
function decoder(): TextDecoder {
  return new TextDecoder("utf-8", { ignoreBOM: true });
}
