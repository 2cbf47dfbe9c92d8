/** Real file systems for one test, which can be filled and broken. */
import { temporaryFolder } from "../../support/folders.ts";

/** A file system that is mounted at `path` until it is disposed. */
export interface MountedDisk extends AsyncDisposable {
  readonly path: string;
  /** Fills all the remaining space. */
  fill(): Promise<void>;
  /** Frees the space that `fill` took. */
  free(): Promise<void>;
}

/** Registers a test that mounts file systems; it is ignored where that is not allowed (it takes root, and Linux). */
export function diskTest(name: string, fn: () => Promise<void>): void {
  const reason = whyNoMounts();
  Deno.test({
    name: reason === null ? name : `${name} (ignored: ${reason})`,
    ignore: reason !== null,
    fn,
  });
}

/** A file system in memory with room for this many MiB. */
export async function memoryDisk(mebibytes: number): Promise<MountedDisk> {
  return await mounted(["-t", "tmpfs", "-o", `size=${mebibytes}m`, "rxnstream-test"]);
}

/** An ext4 file system in a file, with room for this many MiB. */
export async function ext4Disk(mebibytes: number): Promise<MountedDisk> {
  const folder = await temporaryFolder();
  await using cleanUp = new AsyncDisposableStack();
  cleanUp.use(folder);
  const image = `${folder.path}/disk.img`;
  await Deno.writeFile(image, new Uint8Array());
  await Deno.truncate(image, mebibytes * 1024 * 1024);
  await run("mkfs.ext4", "-q", "-F", image);
  const disk = cleanUp.use(await mounted(["-o", "loop", image]));
  const owned = cleanUp.move();
  return { ...disk, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** Runs a program to its end and resolves with its output; rejects with its error messages. */
export async function run(program: string, ...args: string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(program, { args }).output();
  if (!success) throw new Error(`${program} ${args.join(" ")}: ${new TextDecoder().decode(stderr)}`);
  return new TextDecoder().decode(stdout);
}

async function mounted(args: readonly string[]): Promise<MountedDisk> {
  const folder = await temporaryFolder();
  await using cleanUp = new AsyncDisposableStack();
  cleanUp.use(folder);
  await run("mount", ...args, folder.path);
  // This works even while a process that the test has lost track of has files open.
  cleanUp.defer(async () => void await run("umount", "--lazy", folder.path));
  const owned = cleanUp.move();
  const ballast = `${folder.path}/ballast`;
  return {
    path: folder.path,
    async fill() {
      using file = await Deno.open(ballast, { create: true, append: true });
      // The last of the space is filled byte by byte.
      for (let bytes = 1024 * 1024; bytes >= 1; bytes = Math.floor(bytes / 2)) {
        const block = new Uint8Array(bytes);
        try {
          for (;;) await file.write(block);
        } catch {
          // There is no room for a block of this size.
        }
      }
    },
    async free() {
      await Deno.remove(ballast);
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

function whyNoMounts(): string | null {
  if (Deno.build.os !== "linux") return "it mounts file systems as Linux does";
  if (Deno.uid() !== 0) return "only root may mount file systems";
  const folder = Deno.makeTempDirSync();
  try {
    const { success } = new Deno.Command("mount", {
      args: ["-t", "tmpfs", "tmpfs", folder],
      stderr: "null",
    }).outputSync();
    if (!success) return "mounting file systems is not allowed here";
    new Deno.Command("umount", { args: [folder] }).outputSync();
    return null;
  } catch {
    return "there is no mount program";
  } finally {
    Deno.removeSync(folder);
  }
}
