/** Bytes of a base64 text. `fetch` of a data URL would do too, but a page's policy may forbid it. */
export function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}
