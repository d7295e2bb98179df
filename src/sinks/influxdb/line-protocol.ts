/**
 * Points as InfluxDB's line protocol, times in milliseconds:
 *
 *     meet_state,network=none,run_id=20261126-…,state=in participants=4 1795730995454
 *
 * Keys of measurements, tags and fields are ours and need no escaping; values of tags may be anything a user has typed.
 *
 * @see https://docs.influxdata.com/influxdb/v1/write_protocols/line_protocol_reference/
 */
import { noTag, type FieldValue, type Point, type Tags } from './point.js';

/** A participant's tags are one object for each of its seconds: escaping them anew was most of what a backfill cost. */
const tagTexts = new WeakMap<Tags, string>();

/** One text for one point: tags and fields in the order of their names. Without a newline at its end. */
export function lineOf({ measurement, tags, fields, at }: Point): string {
  let tagText = tagTexts.get(tags);
  if (tagText === undefined) tagTexts.set(tags, (tagText = tagTextOf(tags)));
  let fieldText = '';
  for (const key of inOrder(Object.keys(fields)))
    fieldText += `${fieldText === '' ? '' : ','}${key}=${fieldValue(fields[key] ?? '')}`;
  return `${measurement}${tagText} ${fieldText} ${at}`;
}

function tagTextOf(tags: Tags): string {
  let text = '';
  for (const key of inOrder(Object.keys(tags))) text += `,${key}=${tagValue(tags[key] ?? '')}`;
  return text;
}

/** Most are in it already, and to see that is cheaper than to sort. */
function inOrder(keys: string[]): readonly string[] {
  for (let i = 1; i < keys.length; i += 1) if ((keys[i - 1] ?? '') > (keys[i] ?? '')) return keys.sort();
  return keys;
}

/** There is no way to write a line break in a tag, nor a backslash before what is escaped or at the end. */
function tagValue(value: string): string {
  if (/^[\w.:-]+$/.test(value)) return value;
  const plain = value.replace(/\s/gu, ' ').replaceAll('\\', '/').trim();
  return plain === '' ? noTag : plain.replace(/[,= ]/g, String.raw`\$&`);
}

function fieldValue(value: FieldValue): string {
  if (typeof value === 'number') return String(value);
  return `"${value.replace(/[\r\n]+/g, ' ').replace(/["\\]/g, String.raw`\$&`)}"`;
}
