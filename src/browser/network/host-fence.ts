/**
 * Which hosts a participant's pages may ask, where not all. Kept by the proxy that its TCP goes through, before a name is looked
 * up: nothing of what is refused leaves this machine. WebRTC over UDP goes through no proxy and is not kept from anything.
 */
import { isAmongHosts } from '../../shared/hosts.js';
import { isLoopbackHost } from '../../shared/loopback.js';

export interface HostFence {
  /** Beside this machine: `meet.example.com`, `*.example.com`. */
  readonly hosts: readonly string[];
  /** Called once for each other host that was asked for. */
  readonly onRefused: (host: string) => void;
}

/** A fence at its gate. @returns a function that says whether this host is let through, as SOCKS names it. */
export function gateOf({ hosts, onRefused }: HostFence): (host: string) => boolean {
  const refused = new Set<string>();
  return (asked) => {
    const host = hostname(asked);
    if (isLoopbackHost(host) || isAmongHosts(host, hosts)) return true;
    if (!refused.has(host)) {
      refused.add(host);
      onRefused(host);
    }
    return false;
  };
}

/** For a browser context: what need not go through the proxy. Chromium would let all link-local addresses past it as well. */
export function bypassOf({ hosts }: HostFence): string {
  return ['<-loopback>', 'localhost', '*.localhost', '127.0.0.0/8', '[::1]', ...hosts].join(',');
}

/** As URLs have it. */
function hostname(host: string): string {
  const address = `http://${host.includes(':') ? `[${host}]` : host}`;
  return URL.canParse(address) ? new URL(address).hostname : host;
}
