/** Whether a URL's host name is one of a list's; in it `*.example.com` is every host below that name, not itself. */
export function isAmongHosts(hostname: string, hosts: readonly string[]): boolean {
  const name = hostname.toLowerCase().replace(/\.$/, '');
  return hosts.some((host) => (host.startsWith('*.') ? name.endsWith(host.slice(1)) : name === host));
}
