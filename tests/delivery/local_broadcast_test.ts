import { LocalBroadcast } from "../../src/delivery/local_broadcast.ts";
import { broadcastContract } from "./support/broadcast_contract.ts";

broadcastContract("LocalBroadcast", (bounds) => new LocalBroadcast(bounds));
