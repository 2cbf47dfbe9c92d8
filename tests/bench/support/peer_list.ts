/** The peers that are installed, and how to install the others. */
import { startNchan } from "./nchan_server.ts";
import { startOurs } from "./peer_ours.ts";
import { type PeerServer, startPeer } from "./peer_server.ts";

export interface PeerKind {
  readonly name: string;
  /** Null if what it needs is not installed. */
  start(): Promise<PeerServer | null>;
  /** The line that installs what it needs; "" where it is there with Deno. */
  readonly install: string;
}

export const OURS: PeerKind = { name: "rxnstream", start: () => startOurs(), install: "" };

export const NCHAN: PeerKind = {
  name: "Nchan",
  start: startNchan,
  install: "apt-get install -y nginx libnginx-mod-nchan",
};

/** The runtime alone, with so many events in one write where they come as fast as they are taken. */
export function bareServe(group: number): PeerKind {
  const name = `bare Deno.serve, ${group} a write`;
  return {
    name,
    start: () => startPeer(name, "../peers/bare_deno_serve.mjs", [String(group)]),
    install: "",
  };
}

/** The same with `node:http` of Deno. */
export function bareNodeHttp(group: number): PeerKind {
  const name = `bare node:http, ${group} a write`;
  return {
    name,
    start: () => startPeer(name, "../peers/bare_node_http.mjs", [String(group)]),
    install: "",
  };
}
