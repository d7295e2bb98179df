/**
 * BigBlueButton's signed links: `checksum` is the hash of the call's name, its query and the server's secret, in a row.
 * @see https://docs.bigbluebutton.org/development/api/#usage
 */
import { createHash } from 'node:crypto';

/** How many hexadecimal digits each hash has: the link that was given says which one the server takes. */
const algorithms: Readonly<Record<number, string>> = { 40: 'sha1', 64: 'sha256' };
const usual = 'sha256';

/**
 * The same call for another person: with their name, and signed anew.
 *
 * @param variables `secret` is the server's own (`bbb-conf --secret`), `name` the participant's.
 * @returns the address as it is when there is no `secret`: nothing about a signed link may be changed then.
 */
export function signBigBlueButton(
  address: string,
  { secret, name }: Readonly<Record<string, string | undefined>>,
): string {
  if (secret === undefined) return address;
  const url = new URL(address);
  const call = url.pathname.split('/').at(-1) ?? '';
  const query = url.searchParams;
  const given = query.get('checksum') ?? '';
  query.delete('checksum');
  if (name !== undefined) query.set('fullName', name);
  // The echo test waits for a person who hears an echo.
  if (!query.has(skipEchoTest)) query.set(skipEchoTest, 'true');
  const signed = query.toString();
  const checksum = createHash(algorithms[given.length] ?? usual)
    .update(call + signed + secret)
    .digest('hex');
  url.search = `${signed}&checksum=${checksum}`;
  return url.href;
}

const skipEchoTest = 'userdata-bbb_skip_check_audio';
