/**
 * As much of an ICE-lite agent over TCP as a connectivity check needs: it answers binding requests (RFC 8489, framed as RFC 4571
 * says), so that a browser's `currentRoundTripTime` of a TCP candidate pair can be read. No media follows.
 */
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { crc32 } from 'node:zlib';

const password = 'a-password-of-24-letters';
const cookie = 0x2112a442;

export interface IceTcpServer {
  /** The answer to an offer of one data channel. */
  readonly answer: string;
  stop(): Promise<void>;
}

export async function startIceTcpServer(): Promise<IceTcpServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let bytes = Buffer.alloc(0);
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      bytes = Buffer.concat([bytes, chunk]);
      while (bytes.length >= 2 && bytes.length >= 2 + bytes.readUInt16BE(0)) {
        const length = bytes.readUInt16BE(0);
        const message = bytes.subarray(2, 2 + length);
        bytes = bytes.subarray(2 + length);
        // A binding request; DTLS, which begins as soon as a pair works, has other first bytes.
        if (length >= 20 && message.readUInt16BE(0) === 1) socket.write(framed(response(message, socket)));
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    answer: [
      ...['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 't=0 0', 'a=group:BUNDLE 0', 'a=ice-lite'],
      ...['m=application 9 UDP/DTLS/SCTP webrtc-datachannel', 'c=IN IP4 0.0.0.0', 'a=mid:0'],
      ...[
        'a=ice-ufrag:tcptcp',
        `a=ice-pwd:${password}`,
        `a=fingerprint:sha-256 ${Array<string>(32).fill('AB').join(':')}`,
      ],
      ...['a=setup:passive', 'a=sctp-port:5000'],
      `a=candidate:1 1 tcp 2105458943 127.0.0.1 ${port} typ host tcptype passive`,
      'a=end-of-candidates',
      '',
    ].join('\r\n'),
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function framed(message: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  return Buffer.concat([length, message]);
}

function response(request: Buffer, { remotePort = 0, remoteAddress = '127.0.0.1' }: Socket): Buffer {
  const address = Buffer.alloc(8);
  address[1] = 1;
  address.writeUInt16BE(remotePort ^ (cookie >>> 16), 2);
  const parts = remoteAddress.replace('::ffff:', '').split('.').map(Number);
  address.writeUInt32BE((Buffer.from(parts).readUInt32BE() ^ cookie) >>> 0, 4);
  const header = Buffer.concat([Buffer.from([1, 1, 0, 0]), request.subarray(4, 20)]);
  let message = Buffer.concat([header, attribute(0x0020, address)]);
  // Both checks count a length that already holds them.
  message.writeUInt16BE(message.length - 20 + 24, 2);
  message = Buffer.concat([message, attribute(0x0008, createHmac('sha1', password).update(message).digest())]);
  message.writeUInt16BE(message.length - 20 + 8, 2);
  const fingerprint = Buffer.alloc(4);
  fingerprint.writeUInt32BE((crc32(message) ^ 0x5354554e) >>> 0);
  return Buffer.concat([message, attribute(0x8028, fingerprint)]);
}

function attribute(type: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value]);
}
