/** Keeps what this process writes from the other users of the machine, and what they write from this process. */
import { resolve } from "node:path";
import { useTemporaryFolder } from "../config/environment.ts";
import { RxnstreamError } from "../errors.ts";
import { makeFolder } from "./data_folder.ts";

/** Folder below that of the data for what the executable unpacks. */
const UNPACKED = "unpacked";

/**
 * Gives the files that this process makes to its user alone, and lets an executable unpack libSQL's library below the folder
 * of the data, where nobody else can have put one before. To be called before that library is loaded; rejects with
 * `store_unavailable` if the folder cannot be had.
 *
 * Deno's runtime unpacks it under a name that is known beforehand, and takes a file of the same content that is there
 * already, whoever it belongs to and may change it afterwards.
 */
export async function keepFilesPrivate(folder: string): Promise<void> {
  // Windows has a temporary folder for each user, and no such permissions.
  if (Deno.build.os === "windows") return;
  Deno.umask(0o077);
  if (!Deno.build.standalone) return;
  // The runtime finds its own folder from wherever the process is.
  const unpacked = resolve(folder, UNPACKED);
  await makeFolder(folder);
  await makeFolder(unpacked);
  await assertOwn(unpacked);
  useTemporaryFolder(unpacked);
}

/** A link is as good as the folder that it leads to: who can make one here owns the data. */
async function assertOwn(folder: string): Promise<void> {
  const { uid, mode } = await Deno.stat(folder);
  if (uid !== Deno.uid()) {
    throw new RxnstreamError(
      "store_unavailable",
      `The folder "${folder}" belongs to another user, who could change what is run from it: take it away, or take another ` +
        "--data folder",
    );
  }
  if (((mode ?? 0) & 0o077) !== 0) await Deno.chmod(folder, 0o700);
}
