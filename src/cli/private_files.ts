/** Protects the files of this process from other users of the machine, and this process from theirs. */
import { resolve } from "node:path";
import { useTemporaryFolder } from "../config/environment.ts";
import { RxnstreamError } from "../errors.ts";
import { makeFolder } from "./data_folder.ts";

/** Folder within the data folder for what the executable unpacks. */
const UNPACKED = "unpacked";

/**
 * Makes new files accessible to the current user only, and lets an executable unpack libSQL's library into the data folder, where
 * nobody else can have placed one. Must be called before that library is loaded; rejects with `store_unavailable` if the folder
 * cannot be used.
 *
 * Deno's runtime unpacks it under a predictable name, and uses a file with the same content that is already there, even if it
 * belongs to somebody who could change it later.
 */
export async function keepFilesPrivate(folder: string): Promise<void> {
  // Windows has no such permissions, and a temporary folder for each user.
  if (Deno.build.os === "windows") return;
  Deno.umask(0o077);
  if (!Deno.build.standalone) return;
  // Absolute, so that it does not depend on the working directory.
  const unpacked = resolve(folder, UNPACKED);
  await makeFolder(folder);
  await makeFolder(unpacked);
  await assertOwn(unpacked);
  useTemporaryFolder(unpacked);
}

/** Links are followed: only the owner of the data can create one here. */
async function assertOwn(folder: string): Promise<void> {
  const { uid, mode } = await Deno.stat(folder);
  if (uid !== Deno.uid()) {
    throw new RxnstreamError(
      "store_unavailable",
      `The folder "${folder}" belongs to another user, who could change the code in it: remove it, or choose another ` +
        "--data folder",
    );
  }
  if (((mode ?? 0) & 0o077) !== 0) await Deno.chmod(folder, 0o700);
}
