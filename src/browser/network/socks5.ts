/** As much of SOCKS 5 (RFC 1928) as a browser speaks: no authentication, CONNECT. Pure: bytes in, meaning out. */

/** `more`: not whole yet; `bad`: nothing that we speak. */
type Read<T> = T | 'more' | 'bad';

interface Target {
  /** A name, or an address as text. */
  readonly host: string;
  readonly port: number;
  /** What follows the request already. */
  readonly rest: Buffer;
}

const version = 5;
const connect = 1;
const addressTypes = { ipv4: 1, name: 3, ipv6: 4 } as const;

/** "No authentication", chosen of the methods offered. */
export const greeted = Buffer.from([version, 0]);

/** @returns what follows the greeting. */
export function readGreeting(bytes: Buffer): Read<Buffer> {
  const methods = bytes[1];
  if (bytes.length > 0 && bytes[0] !== version) return 'bad';
  if (methods === undefined || bytes.length < 2 + methods) return 'more';
  return bytes.subarray(2, 2 + methods).includes(0) ? bytes.subarray(2 + methods) : 'bad';
}

export function readRequest(bytes: Buffer): Read<Target> {
  if (bytes.length < 5) return 'more';
  if (bytes[0] !== version || bytes[1] !== connect) return 'bad';
  const type = bytes[3];
  const [from, length] =
    type === addressTypes.name
      ? [5, bytes[4] ?? 0]
      : [4, type === addressTypes.ipv4 ? 4 : type === addressTypes.ipv6 ? 16 : -1];
  if (length < 0) return 'bad';
  const end = from + length;
  if (bytes.length < end + 2) return 'more';
  const address = bytes.subarray(from, end);
  const host =
    type === addressTypes.name
      ? address.toString('latin1')
      : type === addressTypes.ipv4
        ? address.join('.')
        : Array.from({ length: 8 }, (_, group) => address.readUInt16BE(group * 2).toString(16)).join(':');
  return { host, port: bytes.readUInt16BE(end), rest: bytes.subarray(end + 2) };
}

/** The answer to a request: connected, or why not as far as the browser can be told. */
export function answer(code?: string): Buffer {
  const status = code === undefined ? 0 : (failures[code] ?? 1);
  return Buffer.from([version, status, 0, addressTypes.ipv4, 0, 0, 0, 0, 0, 0]);
}

/** Node's error codes → RFC 1928's replies. */
const failures: Readonly<Record<string, number>> = {
  EACCES: 2,
  ENETUNREACH: 3,
  EHOSTUNREACH: 4,
  ENOTFOUND: 4,
  EAI_AGAIN: 4,
  ETIMEDOUT: 4,
  ECONNREFUSED: 5,
};
