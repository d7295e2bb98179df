/** Entry of the web client's bundle. */
import { Client } from './client.js';
import type { ClientConfig } from './protocol.js';
import { style } from './style.js';
import { textsFor } from './texts.js';
import { element } from './dom.js';

export default function main(config: ClientConfig): void {
  const texts = textsFor(navigator.language);
  document.documentElement.lang = texts.lang;
  document.title = texts.title;
  document.head.append(element('style', {}, style));
  new Client(config, texts);
}
