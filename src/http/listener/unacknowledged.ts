/** Bytes that the kernel holds for each client until they are acknowledged, where the system reports them (Linux). */

const TABLES = ["/proc/net/tcp", "/proc/net/tcp6"] as const;
const PIECE_BYTES = 64 * 1024;
/** The beginning of an IPv4 address on an IPv6 socket, as written in the tables. */
const MAPPED = "0000000000000000FFFF0000";
/** Local port, remote address, remote port and unacknowledged bytes of a line; does not match sockets without any. */
const LINE = /^ *\d+: [0-9A-F]+:([0-9A-F]{4}) ([0-9A-F]+):([0-9A-F]{4}) [0-9A-F]{2} (?!0{8})([0-9A-F]{8}):/gm;

/**
 * The unacknowledged bytes of each client connected to the local port that has any, by `clientKey`; null where the
 * system does not report them. Reads piece by piece, so that it never blocks the event loop for long.
 */
export async function unacknowledged(localPort: number): Promise<ReadonlyMap<string, number> | null> {
  const bytes = new Map<string, number>();
  const port = hex(localPort, 4);
  let isTold = false;
  for (const table of TABLES) {
    try {
      using file = await Deno.open(table);
      isTold = true;
      await readLines(file, (text) => {
        for (const [, local, address = "", remote, queued = ""] of text.matchAll(LINE)) {
          if (local !== port) continue;
          bytes.set(
            `${address.startsWith(MAPPED) ? address.slice(MAPPED.length) : address}:${remote}`,
            parseInt(queued, 16),
          );
        }
      });
    } catch (error) {
      // One of the two files may be missing, or both.
      if (!(error instanceof Deno.errors.NotFound || error instanceof Deno.errors.PermissionDenied)) {
        throw error;
      }
    }
  }
  return isTold ? bytes : null;
}

/** The key of the client with this address in `unacknowledged`. */
export function clientKey(address: string, port: number): string {
  const [, mapped] = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  const octets = mapped === undefined ? ipv6Octets(address) : mapped.split(".").map(Number);
  // The tables contain the words of an address in the processor's byte order, the lowest byte first.
  const words = [];
  for (let at = 0; at < octets.length; at += 4) {
    words.push(octets.slice(at, at + 4).reverse().map((octet) => hex(octet, 2)).join(""));
  }
  return `${words.join("")}:${hex(port, 4)}`;
}

function ipv6Octets(address: string): readonly number[] {
  const [head = "", tail] = address.replace(/%.*/, "").split("::");
  const groups = (text: string) => text === "" ? [] : text.split(":");
  const before = groups(head);
  const behind = tail === undefined ? [] : groups(tail);
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - behind.length) }, () => "0");
  return [...before, ...zeros, ...behind].flatMap((group) => {
    const value = parseInt(group, 16);
    return [value >> 8, value & 255];
  });
}

function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, "0");
}

/** Passes on whole lines, some kilobytes at a time. */
async function readLines(file: Deno.FsFile, take: (text: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  const piece = new Uint8Array(PIECE_BYTES);
  let rest = "";
  for (let length = await file.read(piece); length !== null; length = await file.read(piece)) {
    const text = rest + decoder.decode(piece.subarray(0, length));
    const end = text.lastIndexOf("\n") + 1;
    rest = text.slice(end);
    take(text.slice(0, end));
  }
  take(rest);
}
