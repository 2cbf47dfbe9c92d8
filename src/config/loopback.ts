/** Which addresses only this machine can reach. */

/** True for the name or the address of the loopback interface: `localhost`, 127.0.0.0/8, `::1` (also in brackets). */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, "$1");
  return name === "localhost" || name === "::1" || /^127(\.\d{1,3}){3}$/.test(name);
}
