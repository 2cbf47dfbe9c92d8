/**
 * TCP sockets through system calls (Linux): a call costs some 0.2 µs more than it does in C, whereas an awaited `read` of the
 * runtime costs several, and makes the load client the slowest part of the measurement.
 */

/** Lengths fit into 32 bits in both directions, so they need no `bigint`. */
const libc = Deno.dlopen("libc.so.6", {
  socket: { parameters: ["i32", "i32", "i32"], result: "i32" },
  bind: { parameters: ["i32", "buffer", "u32"], result: "i32" },
  connect: { parameters: ["i32", "buffer", "u32"], result: "i32" },
  setsockopt: { parameters: ["i32", "i32", "i32", "buffer", "u32"], result: "i32" },
  send: { parameters: ["i32", "buffer", "u32", "i32"], result: "i32" },
  recv: { parameters: ["i32", "buffer", "u32", "i32"], result: "i32" },
  close: { parameters: ["i32"], result: "i32" },
  epoll_create1: { parameters: ["i32"], result: "i32" },
  epoll_ctl: { parameters: ["i32", "i32", "i32", "buffer"], result: "i32" },
  epoll_wait: { parameters: ["i32", "buffer", "i32", "i32"], result: "i32" },
  usleep: { parameters: ["u32"], result: "i32" },
  __errno_location: { parameters: [], result: "pointer" },
});

const AF_INET = 2;
const SOCK_STREAM = 1;
const SOL_SOCKET = 1;
const SO_LINGER = 13;
const IPPROTO_IP = 0;
const IP_BIND_ADDRESS_NO_PORT = 24;
const MSG_DONTWAIT = 0x40;
const MSG_NOSIGNAL = 0x4000;
const EPOLL_CTL_ADD = 1;
const EPOLL_CTL_DEL = 2;
const EPOLLIN = 1;
const EAGAIN = 11;
const EINTR = 4;

function errno(): number {
  const place = libc.symbols.__errno_location();
  return place === null ? 0 : new Deno.UnsafePointerView(place).getInt32();
}

function checked(result: number, call: string): number {
  if (result < 0) throw new Error(`${call} failed with error ${errno()}`);
  return result;
}

/** `struct sockaddr_in`. */
function socketAddress(address: readonly number[], port: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(16);
  new DataView(bytes.buffer).setUint16(0, AF_INET, true);
  bytes.set([port >> 8, port & 255, ...address], 2);
  return bytes;
}

/** Connects to a port of 127.0.0.1 from 127.0.0.`source` and sends `request`. */
export function connectAndSend(port: number, request: Uint8Array<ArrayBuffer>, source = 1): number {
  const socket = checked(libc.symbols.socket(AF_INET, SOCK_STREAM, 0), "socket");
  // Closing resets the connection, so that no port stays in TIME_WAIT: a bench opens more connections than there are ports.
  libc.symbols.setsockopt(socket, SOL_SOCKET, SO_LINGER, new Uint8Array([1, 0, 0, 0, 0, 0, 0, 0]), 8);
  if (source !== 1) {
    libc.symbols.setsockopt(socket, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, new Uint8Array([1, 0, 0, 0]), 4);
    checked(libc.symbols.bind(socket, socketAddress([127, 0, 0, source], 0), 16), "bind");
  }
  checked(libc.symbols.connect(socket, socketAddress([127, 0, 0, 1], port), 16), "connect");
  checked(libc.symbols.send(socket, request, request.length, MSG_NOSIGNAL), "send");
  return socket;
}

export function closeSocket(socket: number): void {
  libc.symbols.close(socket);
}

/** The number of bytes received; 0 if the other side has closed or cut the connection, -1 if there is nothing at the moment. */
export function receive(socket: number, into: Uint8Array<ArrayBuffer>): number {
  const length = libc.symbols.recv(socket, into, into.length, MSG_DONTWAIT);
  if (length >= 0) return length;
  const error = errno();
  return error === EAGAIN || error === EINTR ? -1 : 0;
}

/** Blocks the thread, in milliseconds. */
export function sleep(ms: number): void {
  libc.symbols.usleep(ms * 1_000);
}

/** Sockets that are waited for together, each with a number chosen by the caller. */
export class SocketSet {
  static readonly #MOST = 4_096;
  /** `struct epoll_event` has no gap on x86-64 only. */
  static readonly #SIZE = Deno.build.arch === "x86_64" ? 12 : 16;
  readonly #epoll = checked(libc.symbols.epoll_create1(0), "epoll_create1");
  readonly #events = new Uint8Array(SocketSet.#MOST * SocketSet.#SIZE);
  readonly #view = new DataView(this.#events.buffer);

  add(socket: number, key: number): void {
    const event = new DataView(new ArrayBuffer(SocketSet.#SIZE));
    event.setUint32(0, EPOLLIN, true);
    event.setUint32(SocketSet.#SIZE - 8, key, true);
    checked(libc.symbols.epoll_ctl(this.#epoll, EPOLL_CTL_ADD, socket, event.buffer), "epoll_ctl");
  }

  delete(socket: number): void {
    checked(libc.symbols.epoll_ctl(this.#epoll, EPOLL_CTL_DEL, socket, null), "epoll_ctl");
  }

  /** Blocks the thread until a socket is readable, at most `ms` milliseconds; returns how many are, whose keys `keyAt` gives. */
  wait(ms: number): number {
    return Math.max(0, libc.symbols.epoll_wait(this.#epoll, this.#events, SocketSet.#MOST, ms));
  }

  keyAt(index: number): number {
    return this.#view.getUint32((index + 1) * SocketSet.#SIZE - 8, true);
  }
}
